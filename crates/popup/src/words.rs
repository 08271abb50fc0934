use baton_ui::text;

/// A note's title, or what stands for it.
pub(crate) fn title_or_none(title: &str) -> String {
    if title.is_empty() {
        text("popup_untitled")
    } else {
        title.to_owned()
    }
}
