use wasm_bindgen::JsCast;

/// Moves the keyboard's focus to the element with this id, and says whether it is there and took it.
#[must_use]
pub fn focus(id: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        .is_some_and(|element| element.focus().is_ok())
}
