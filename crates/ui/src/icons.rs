use yew::prelude::*;

/// Baton's mark. It says nothing a screen reader needs.
pub fn mark() -> Html {
    html! { <img class="mark" src="icons/baton.svg" alt="" width="32" height="32" /> }
}

/// A line at the bottom: fold away.
pub fn fold() -> Html {
    stroke("M5 18h14M8 8l4 4 4-4")
}

/// A bin: delete.
pub fn bin() -> Html {
    stroke("M4 7h16M10 11v6M14 11v6M6 7l1 13h10l1-13M9 7V4h6v3")
}

/// A window with a part at its end: beside the page. The style sheet mirrors it from right to left.
pub fn panel() -> Html {
    stroke("M3 5h18v14H3zM15 5v14")
}

/// A cross: take away.
pub fn cross() -> Html {
    stroke("M7 7l10 10M17 7L7 17")
}

/// A plus: begin a new one.
pub fn plus() -> Html {
    stroke("M12 5v14M5 12h14")
}

/// An arrow towards the start of the line: back. The style sheet mirrors it from right to left.
pub fn arrow_back() -> Html {
    stroke("M19 12H5M11 6l-6 6 6 6")
}

fn stroke(path: &'static str) -> Html {
    html! {
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
            <path d={path} />
        </svg>
    }
}
