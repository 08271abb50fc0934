use crate::value::element_of;
use web_sys::wasm_bindgen::JsCast;
use yew::prelude::*;

/// One choice of [`chips`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// The element's id, unique in the page.
    pub id: String,
    /// The text on the chip.
    pub text: String,
}

/// A radio group whose options look like tokens: one tab stop, arrow keys move the choice, Enter on
/// the chosen one sends the form it is in.
///
/// `labelled_by` is the id of the element that says what is chosen here, or several with blanks
/// between them, `chosen` the index of the chosen chip. `on_choose` is called with the new choice;
/// with `None` when the chosen chip was pressed again.
pub fn chips(
    labelled_by: &str,
    options: &[Chip],
    chosen: Option<usize>,
    on_choose: &Callback<Option<usize>>,
) -> Html {
    let on_key = {
        let on_choose = on_choose.clone();
        let count = options.len();
        Callback::from(move |event: KeyboardEvent| on_key(&event, chosen, count, &on_choose))
    };
    html! {
        <div class="chips" role="radiogroup" aria-labelledby={labelled_by.to_owned()}
            onkeydown={on_key}>
            { for options.iter().enumerate().map(|(index, option)| {
                chip(index, option, chosen, on_choose.clone())
            }) }
        </div>
    }
}

fn chip(
    index: usize,
    option: &Chip,
    chosen: Option<usize>,
    on_choose: Callback<Option<usize>>,
) -> Html {
    let checked = chosen == Some(index);
    let is_stop = chosen.unwrap_or(0) == index;
    let on_click = Callback::from(move |_: MouseEvent| on_choose.emit((!checked).then_some(index)));
    html! {
        <button type="button" class="chip" role="radio" id={option.id.clone()}
            aria-checked={if checked { "true" } else { "false" }}
            tabindex={if is_stop { "0" } else { "-1" }} onclick={on_click}>
            { &option.text }
        </button>
    }
}

fn on_key(
    event: &KeyboardEvent,
    chosen: Option<usize>,
    count: usize,
    on_choose: &Callback<Option<usize>>,
) {
    // With one of these, a key is the page's or the browser's.
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let Some(chip) = element_of(event) else {
        return;
    };
    let key = event.key();
    if key == "Enter" {
        event.prevent_default();
        enter(&chip, chosen, on_choose);
    } else if let Some(target) = neighbour(&key, chosen, count, is_rtl()) {
        event.prevent_default();
        on_choose.emit(Some(target));
        let target = u32::try_from(target).ok();
        let target = target.and_then(|target| chip.parent_element()?.children().item(target));
        if let Some(target) = target.and_then(|chip| chip.dyn_into::<web_sys::HtmlElement>().ok()) {
            // A chip that cannot take the focus leaves it where it was.
            let _ = target.focus();
        }
    }
}

/// Enter chooses the chip it is pressed on; on the chosen one it goes on, as in a text field.
fn enter(chip: &web_sys::Element, chosen: Option<usize>, on_choose: &Callback<Option<usize>>) {
    let mut index = 0;
    let mut before = chip.previous_element_sibling();
    while let Some(sibling) = before {
        index += 1;
        before = sibling.previous_element_sibling();
    }
    if chosen != Some(index) {
        on_choose.emit(Some(index));
    } else if let Ok(Some(form)) = chip.closest("form")
        && let Ok(form) = form.dyn_into::<web_sys::HtmlFormElement>()
    {
        // A form that refuses to go on says so itself.
        let _ = form.request_submit();
    }
}

fn is_rtl() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
        .and_then(|root| root.get_attribute("dir"))
        .is_some_and(|direction| direction == "rtl")
}

/// The index an arrow key moves the choice to, around the ends.
fn neighbour(key: &str, chosen: Option<usize>, count: usize, rtl: bool) -> Option<usize> {
    let forward = match key {
        "ArrowDown" => true,
        "ArrowUp" => false,
        "ArrowRight" => !rtl,
        "ArrowLeft" => rtl,
        "Home" => return (count > 0).then_some(0),
        "End" => return count.checked_sub(1),
        _ => return None,
    };
    // Nothing chosen: the focus is on the first chip, so the arrows move away from there.
    let from = chosen.unwrap_or(0);
    let step = if forward { 1 } else { count.checked_sub(1)? };
    (count > 0).then(|| (from + step) % count)
}

#[cfg(test)]
mod tests {
    use super::neighbour;

    #[test]
    fn arrows_move_the_choice_around_the_ends() {
        assert_eq!(neighbour("ArrowDown", Some(3), 4, false), Some(0));
        assert_eq!(neighbour("ArrowUp", Some(0), 4, false), Some(3));
        assert_eq!(neighbour("End", None, 4, false), Some(3));
    }

    #[test]
    fn sideways_arrows_follow_the_reading_direction() {
        assert_eq!(neighbour("ArrowRight", Some(1), 4, false), Some(2));
        assert_eq!(neighbour("ArrowRight", Some(1), 4, true), Some(0));
        assert_eq!(neighbour("ArrowLeft", Some(1), 4, true), Some(2));
    }

    #[test]
    fn other_keys_and_empty_groups_move_nothing() {
        assert_eq!(neighbour("a", Some(1), 4, false), None);
        assert_eq!(neighbour("ArrowDown", None, 0, false), None);
        assert_eq!(neighbour("ArrowUp", None, 0, false), None);
        assert_eq!(neighbour("Home", None, 0, false), None);
    }
}
