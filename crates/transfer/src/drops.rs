//! Files and folders that are dropped anywhere on the page.

use crate::files::{Given, MAX_FILES};
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Promise};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DataTransfer, DragEvent, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
};
use yew::Callback;

/// Reports files that are held over the page, and those that are dropped, for as long as the listeners
/// are kept.
pub(crate) fn drops(
    on_held: &Callback<bool>,
    on_given: &Callback<Vec<Given>>,
) -> Option<[EventListener; 4]> {
    let document = web_sys::window()?.document()?;
    let listen = |name, act: Box<dyn Fn(&DragEvent)>| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, name, options, move |event| {
            if let Some(event) = event.dyn_ref::<DragEvent>()
                && has_files(event)
            {
                act(event);
            }
        })
    };
    let (entered, left, dropped) = (on_held.clone(), on_held.clone(), on_held.clone());
    let given = on_given.clone();
    Some([
        listen("dragenter", Box::new(move |_| entered.emit(true))),
        listen("dragover", Box::new(|event| event.prevent_default())),
        listen(
            "dragleave",
            Box::new(move |event| {
                if event.related_target().is_none() {
                    left.emit(false);
                }
            }),
        ),
        listen(
            "drop",
            Box::new(move |event| {
                event.prevent_default();
                dropped.emit(false);
                if let Some(data) = event.data_transfer() {
                    take(&data, &given);
                }
            }),
        ),
    ])
}

fn has_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// Takes what was dropped: files as they are, folders with all that is in them.
fn take(data: &DataTransfer, on_given: &Callback<Vec<Given>>) {
    let items = data.items();
    // What is dropped can be asked for its entries in the event only.
    let entries: Vec<FileSystemEntry> = (0..items.length())
        .filter_map(|at| items.get(at)?.webkit_get_as_entry().ok().flatten())
        .collect();
    if entries.iter().any(FileSystemEntry::is_directory) {
        let on_given = on_given.clone();
        spawn_local(async move { on_given.emit(walked(entries).await) });
        return;
    }
    let files = data.files();
    let files = files.into_iter().flat_map(|files| {
        let all = 0..files.length();
        all.filter_map(move |at| files.get(at)).collect::<Vec<_>>()
    });
    on_given.emit(files.map(Given::file).collect());
}

/// The files of folders, up to [`MAX_FILES`]. What cannot be read is left out, as a folder's hidden files are.
async fn walked(mut left: Vec<FileSystemEntry>) -> Vec<Given> {
    let mut given = Vec::new();
    while let Some(entry) = left.pop()
        && given.len() < MAX_FILES as usize
    {
        let path = entry.full_path();
        // By what it says: browsers give the kinds different names.
        if entry.is_directory() {
            left.extend(in_folder(entry.unchecked_ref()).await);
            continue;
        }
        let entry: FileSystemFileEntry = entry.unchecked_into();
        let file = Promise::new(&mut |came, failed| {
            entry.file_with_callback_and_callback(&came, &failed);
        });
        if let Ok(file) = JsFuture::from(file).await {
            let file: File = file.unchecked_into();
            given.push(Given::in_folder(path.trim_start_matches('/'), file));
        }
    }
    given
}

/// What lies in a folder. The browser tells some at a time, and none once it has told all.
async fn in_folder(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut entries = Vec::new();
    loop {
        let some = Promise::new(&mut |came, failed| {
            if reader
                .read_entries_with_callback_and_callback(&came, &failed)
                .is_err()
            {
                // Nobody waits for what the function gives.
                let _ = failed.call0(&JsValue::NULL);
            }
        });
        match JsFuture::from(some).await {
            Ok(some) if some.unchecked_ref::<Array>().length() > 0 => {
                let some: Array = some.unchecked_into();
                entries.extend(some.iter().map(JsValue::unchecked_into::<FileSystemEntry>));
            }
            _ => return entries,
        }
    }
}
