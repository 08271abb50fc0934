//! Style sheets lay out by the direction of the text, so that a page reads well from right to left.

/// Properties that name the left or the right side of something, by their beginning.
const SIDED: [&str; 5] = [
    "border",
    "margin",
    "padding",
    "scroll-margin",
    "scroll-padding",
];

/// Properties whose value may be a side.
const SIDED_VALUES: [&str; 4] = ["text-align", "text-align-last", "float", "clear"];

/// Properties whose four values go around the box: the second is the right side's, the fourth the
/// left side's.
const AROUND: [&str; 8] = [
    "margin",
    "padding",
    "inset",
    "border-width",
    "border-style",
    "border-color",
    "scroll-margin",
    "scroll-padding",
];

/// The first declaration of a style sheet that names a physical side: its line, counted from 1, and
/// its property.
pub fn physical(css: &str) -> Option<(usize, String)> {
    let css = without_comments(css);
    let mut line = 1;
    // A piece ends at a brace or a semicolon; one that ends at `{` is a selector.
    for piece in css.split_inclusive(['{', '}', ';']) {
        let written = piece.trim_start();
        let begins = line + breaks(&piece[..piece.len() - written.len()]);
        line += breaks(piece);
        let declaration = written.trim_end_matches([';', '}']);
        if written.ends_with('{') {
            continue;
        }
        if let Some((property, value)) = declaration.split_once(':') {
            let property = property.trim().to_ascii_lowercase();
            if is_physical(&property, &value.trim().to_ascii_lowercase()) {
                return Some((begins, property));
            }
        }
    }
    None
}

fn breaks(text: &str) -> usize {
    text.matches('\n').count()
}

/// The style sheet with every comment blanked out; its lines stay where they are.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        let (inside, after) = comment.split_once("*/").unwrap_or((comment, ""));
        kept.extend(inside.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    kept.push_str(rest);
    kept
}

fn is_physical(property: &str, value: &str) -> bool {
    let names_a_side = property
        .split('-')
        .any(|word| matches!(word, "left" | "right"))
        && (matches!(property, "left" | "right")
            || SIDED.iter().any(|sided| property.starts_with(sided)));
    let first = value.split_whitespace().next().unwrap_or_default();
    let is_side = SIDED_VALUES.contains(&property) && matches!(first, "left" | "right");
    names_a_side || is_side || (AROUND.contains(&property) && has_unequal_sides(value))
}

fn has_unequal_sides(value: &str) -> bool {
    let value = value.trim_end_matches("!important").trim_end();
    match values(value)[..] {
        [_, right, _, left] => right != left,
        _ => false,
    }
}

/// The values of a declaration; what stands in parentheses is one of them.
fn values(value: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    value
        .split(|c: char| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && c.is_whitespace()
        })
        .filter(|value| !value.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_by_the_direction_of_the_text_are_fine() {
        let css = "\
            /* left: 0; text-align: right */\n\
            .card-left, a[data-side=\"left\"]:hover { inset-inline-start: 0; --left: 1px; }\n\
            .right { margin: 1px 2px 3px 2px; padding: 0 calc(1px + 2px) }\n\
            p { text-align: start; float: inline-end; border-inline: 1px solid; }\n\
            .pull { transform-origin: left top; background: url(left.png); top: 0; }\n\
            @media (max-width: 400px) { p { margin-block: 0; border-start-end-radius: 2px; } }\n";
        assert_eq!(physical(css), None);
    }

    #[test]
    fn every_physical_side_is_found() {
        for declaration in [
            "left: 0",
            "right:0",
            "RIGHT : 0",
            "margin-left: 1px",
            "margin-right: auto",
            "padding-right: 1px",
            "padding-left: 1px",
            "border-left: 1px solid",
            "border-right-color: red",
            "border-top-left-radius: 2px",
            "scroll-margin-left: 1px",
            "scroll-padding-right: 1px",
            "text-align: left",
            "text-align: right !important",
            "float: left",
            "clear: right",
            "margin: 0 1px 0 2px",
            "padding: 0 calc(1px + 2px) 0 0",
            "inset: 0 auto 0 0 !important",
            "border-width: 0 0 0 3px",
        ] {
            let property = declaration.split(':').next().unwrap().trim().to_lowercase();
            for css in [
                format!("p {{\n  color: red;\n  {declaration};\n}}\n"),
                format!("/* one\ntwo */\n@media print {{ a:hover {{ {declaration} }} }}"),
            ] {
                assert_eq!(physical(&css), Some((3, property.clone())), "{css}");
            }
        }
    }

    #[test]
    fn the_last_declaration_needs_no_end() {
        assert_eq!(physical("left: 0"), Some((1, "left".to_owned())));
        assert_eq!(physical("p { color: red } /* open left: 0;"), None);
    }
}
