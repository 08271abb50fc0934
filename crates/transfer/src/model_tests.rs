use super::*;

const NOW: UtcMillis = UtcMillis(1_773_309_600_000);

fn model() -> Model {
    Model::new(NOW, Opened::default())
}

fn saved() -> Saved {
    Saved {
        name: "baton-notes.json".to_owned(),
        bytes: 9,
        notes: 1,
        lacks_setup: false,
    }
}

#[test]
fn one_thing_at_a_time() {
    let mut model = model();
    let export = Effect::Export(Scope::All, Format::Markdown);
    assert_eq!(model.update(Event::Export), [export]);
    assert!(model.is_busy());
    for event in [
        Event::Export,
        Event::BackUp,
        Event::EraseAsked,
        Event::Given("a".to_owned()),
    ] {
        assert_eq!(model.update(event), []);
    }
    assert_eq!(model.erasing, Erasing::Idle);
    model.update(Event::Exported(Ok(saved())));
    assert!(!model.is_busy());
}

#[test]
fn what_was_selected_elsewhere_is_chosen_at_first() {
    let id = baton_notes::NoteId::from_parts(NOW, [1; 16]);
    let opened = Opened {
        notes: vec![id.clone()],
        ..Opened::default()
    };
    let mut model = Model::new(NOW, opened);
    assert_eq!(model.scope, Scope::These(vec![id]));
    let narrowed = Narrowed {
        topic: "q3".to_owned(),
        ..Narrowed::default()
    };
    model.update(Event::Scoped(Scope::Some(narrowed.clone())));
    model.update(Event::Scoped(Scope::All));
    // What was typed is there again.
    assert_eq!(model.narrowed, narrowed);
}

#[test]
fn a_due_backup_is_made_once_everything_is_known_and_the_page_closes() {
    for first in [true, false] {
        let opened = Opened {
            backs_up: true,
            ..Opened::default()
        };
        let mut model = Model::new(NOW, opened);
        let backup = Backup {
            every_days: Some(7),
            last: None,
            since: Some(NOW),
        };
        let mut events = [Event::MaySave(true), Event::BackupCame(Ok(backup))];
        if first {
            events.reverse();
        }
        let [one, other] = events;
        assert_eq!(model.update(one), []);
        assert_eq!(model.update(other), [Effect::BackUp]);
        let effects = model.update(Event::BackedUp(NOW, Ok(saved())));
        let kept = Backup {
            last: Some(NOW),
            ..backup
        };
        let saved = Effect::KeepBackup(BackupChange::Saved(NOW));
        assert_eq!(effects, [saved]);
        assert_eq!(model.backup, Some(kept));
        // Once that is kept; the record that comes back begins no other backup.
        let effects = model.update(Event::BackupCame(Ok(kept)));
        assert_eq!(effects, [Effect::Close]);
    }
}

#[test]
fn a_due_backup_of_nothing_closes_the_page_as_well() {
    let opened = Opened {
        backs_up: true,
        ..Opened::default()
    };
    let mut model = Model::new(NOW, opened);
    model.update(Event::MaySave(true));
    model.update(Event::BackupCame(Ok(Backup::default())));
    let effects = model.update(Event::BackedUp(NOW, Err(Trouble::Nothing)));
    // It counts, or it would be tried again and again.
    let saved = Effect::KeepBackup(BackupChange::Saved(NOW));
    assert_eq!(effects, [saved]);
    let effects = model.update(Event::BackupCame(Ok(Backup::default())));
    assert_eq!(effects, [Effect::Close]);
}

#[test]
fn a_backup_that_failed_was_none() {
    let mut model = model();
    model.update(Event::BackupCame(Ok(Backup::default())));
    model.update(Event::BackUp);
    let effects = model.update(Event::BackedUp(NOW, Err(Trouble::NotSaved)));
    assert_eq!(effects, []);
    assert_eq!(model.backup, Some(Backup::default()));
}

#[test]
fn the_browser_is_asked_in_the_press_that_wants_backups() {
    let mut model = model();
    model.update(Event::BackupCame(Ok(Backup::default())));
    model.update(Event::MaySave(false));
    let kept = Backup {
        every_days: Some(7),
        last: None,
        since: Some(NOW),
    };
    let keep = |days| Effect::KeepBackup(BackupChange::Every(days, NOW));
    assert_eq!(
        model.update(Event::BackupChosen(Some(7))),
        [Effect::RequestMaySave, keep(Some(7))]
    );
    assert_eq!(model.backup, Some(kept));
    assert_eq!(model.update(Event::BackupChosen(None)), [keep(None)]);
    assert_eq!(model.backup, Some(Backup::default()));
}

#[test]
fn what_was_deleted_comes_back_after_other_work_has_ended() {
    let mut model = model();
    model.importing = Importing::Looked(Box::default());
    model.exporting = Exporting::Working(Progress::default());
    assert_eq!(model.update(Event::ComeBack), []);
    assert!(matches!(model.importing, Importing::Looked(_)));
}

#[test]
fn two_pages_change_the_schedule_without_undoing_each_other() {
    let weekly = BackupChange::Every(Some(7), NOW).applied_to(Backup::default(), NOW);
    // The other page does not know of it.
    let saved = BackupChange::Saved(NOW).applied_to(weekly, NOW);
    assert_eq!((saved.every_days, saved.last), (Some(7), Some(NOW)));
    // A slow one that was begun earlier counts no more.
    let earlier = BackupChange::Saved(UtcMillis(1)).applied_to(saved, NOW);
    assert_eq!(earlier, saved);
    // One of a clock that was years ahead does.
    let ahead = Backup {
        last: Some(UtcMillis(NOW.0 * 2)),
        ..weekly
    };
    assert_eq!(BackupChange::Saved(NOW).applied_to(ahead, NOW), saved);
}

#[test]
fn what_was_deleted_here_comes_back_once_that_is_asked_for() {
    let mut model = model();
    let table = Table {
        header: vec!["A".to_owned()],
        rows: Vec::new(),
        fields: vec![CsvField::Title],
        letters: Some(Letters::Greek),
    };
    let read_as = table.read_as();
    model.update(Event::Given("notes.csv".to_owned()));
    model.update(Event::TableCame(Box::new(table)));
    model.update(Event::Look);
    assert_eq!(model.update(Event::ComeBack), []);
    let tally = Tally {
        import: "one".to_owned(),
        parts: 1,
        new: 1,
        deleted: 2,
        ..Tally::default()
    };
    model.update(Event::Looked(Ok(Box::new(tally))));
    // What was staged is thrown away, and the columns keep their names.
    let look = Effect::Look(read_as, Deleted::ComeBack);
    let effects = model.update(Event::ComeBack);
    assert_eq!(effects, [Effect::Discard("one".to_owned()), look]);
}

#[test]
fn nothing_is_brought_in_before_it_is_said() {
    let mut model = model();
    let looks = model.update(Event::Given("notes.json".to_owned()));
    assert_eq!(looks, [Effect::Look(ReadAs::default(), Deleted::Stay)]);
    let tally = Tally {
        import: "one".to_owned(),
        parts: 2,
        new: 3,
        ..Tally::default()
    };
    // What it would change is read out.
    let focus = vec![Effect::Focus("looked")];
    assert_eq!(
        model.update(Event::Looked(Ok(Box::new(tally.clone())))),
        focus
    );
    // Another file takes its place: what was staged is thrown away.
    assert_eq!(
        model.update(Event::Given("other.json".to_owned())),
        [
            Effect::Discard("one".to_owned()),
            Effect::Look(ReadAs::default(), Deleted::Stay)
        ]
    );
    model.update(Event::Looked(Ok(Box::new(tally.clone()))));
    assert_eq!(
        model.update(Event::Import),
        [Effect::BringIn("one".to_owned(), 2)]
    );
    assert_eq!(model.update(Event::Import), []);
    assert_eq!(
        model.update(Event::Imported(Ok(()))),
        [Effect::Count, Effect::Focus("imported")]
    );
    assert_eq!(model.importing, Importing::Done(Box::new(tally)));
}

#[test]
fn a_column_that_is_named_anew_takes_the_name_from_another() {
    let mut model = model();
    let table = Table {
        header: vec!["A".to_owned(), "B".to_owned()],
        rows: Vec::new(),
        fields: vec![CsvField::Title, CsvField::Tags],
        letters: None,
    };
    model.update(Event::TableCame(Box::new(table)));
    model.update(Event::Named(1, CsvField::Title));
    let read_as = ReadAs {
        letters: None,
        fields: Some(vec![CsvField::Ignore, CsvField::Title]),
    };
    assert_eq!(
        model.update(Event::Look),
        [Effect::Look(read_as, Deleted::Stay)]
    );
}

#[test]
fn a_table_in_other_letters_is_read_again_and_named_anew() {
    let mut model = model();
    let table = Table {
        header: vec!["Ð¢ÐµÐ¼Ð°".to_owned()],
        rows: Vec::new(),
        fields: vec![CsvField::Title],
        letters: Some(Letters::Western),
    };
    model.update(Event::TableCame(Box::new(table)));
    let read_as = ReadAs {
        letters: Some(Letters::Cyrillic),
        fields: None,
    };
    assert_eq!(
        model.update(Event::WrittenIn(Letters::Cyrillic)),
        [Effect::Look(read_as, Deleted::Stay)]
    );
    assert!(matches!(model.importing, Importing::Looking(_)));
}

#[test]
fn erasing_is_asked_once_and_leaves_a_page_as_on_the_first_day() {
    let mut model = model();
    assert_eq!(model.update(Event::Erase), []);
    model.update(Event::EraseAsked);
    model.update(Event::EraseLeft);
    assert_eq!(model.update(Event::Erase), []);
    model.update(Event::EraseAsked);
    assert_eq!(model.update(Event::Erase), [Effect::Erase]);
    model.update(Event::Erased(Ok(())));
    assert_eq!((model.erasing, model.notes), (Erasing::Done, None));
}

#[test]
fn saved_views_of_a_backup_are_added_once() {
    let mut tally = Tally::default();
    tally.take_setup(SetupKind::Views, "views".to_owned());
    let mut model = model();
    model.update(Event::Given("backup.json".to_owned()));
    model.update(Event::Looked(Ok(Box::new(tally))));
    let add = Event::OpenSetup(SetupKind::Views);
    let adds = [Effect::AddViews("views".to_owned())];
    assert_eq!(model.update(add.clone()), adds);
    assert_eq!(model.update(add.clone()), []);
    // The answer is about this file.
    assert_eq!(model.update(Event::Given("other.json".to_owned())), []);
    model.update(Event::ViewsAdded(Err(Failure::ListFull)));
    assert_eq!(
        (model.failure, model.adding_views),
        (Some(Failure::ListFull), Adding::Idle)
    );
    assert_eq!(model.update(add), adds);
    let added = model.update(Event::ViewsAdded(Ok(())));
    assert_eq!(added, [Effect::Focus("views-added")]);
    assert_eq!((model.failure, model.adding_views), (None, Adding::Done));
    // Another file has others.
    model.update(Event::Given("other.json".to_owned()));
    assert_eq!(model.adding_views, Adding::Idle);
}

#[test]
fn what_a_backup_holds_beside_notes_is_opened_where_it_is_set() {
    let mut tally = Tally::default();
    tally.take_setup(SetupKind::Settings, "earlier".to_owned());
    tally.take_setup(SetupKind::Settings, "settings".to_owned());
    assert!(!tally.changes_something());
    let mut model = model();
    let open = Event::OpenSetup(SetupKind::Settings);
    assert_eq!(model.update(open.clone()), []);
    model.update(Event::Given("backup.json".to_owned()));
    model.update(Event::Looked(Ok(Box::new(tally))));
    let opened = [Effect::OpenSetup(
        SetupKind::Settings,
        "settings".to_owned(),
    )];
    assert_eq!(model.update(open.clone()), opened);
    assert_eq!(model.update(Event::OpenSetup(SetupKind::Templates)), []);
    model.update(Event::SetupNotOpened(Failure::Page));
    assert_eq!(model.failure, Some(Failure::Page));
    model.update(Event::Import);
    assert_eq!(model.update(open.clone()), []);
    model.update(Event::Imported(Ok(())));
    assert_eq!(model.update(open), opened);
    assert_eq!(model.failure, None);
}
