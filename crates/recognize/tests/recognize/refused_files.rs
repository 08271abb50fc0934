//! A mistake in a provider's file ends the build with a message that says what is wrong.

#[path = "../../build/form_file.rs"]
mod form_file;
#[path = "../../build/forms.rs"]
mod forms;
#[path = "../../build/host.rs"]
mod host;
#[path = "../../src/host_hash.rs"]
mod host_hash;
#[path = "../../build/matches.rs"]
mod matches;
#[path = "../../build/page_marks.rs"]
mod page_marks;
#[path = "../../build/pattern.rs"]
mod pattern;
#[path = "../../build/provider_file.rs"]
mod provider_file;
#[path = "../../build/rules.rs"]
mod rules;
#[path = "../../build/tables.rs"]
mod tables;
#[path = "../../build/wrapper_file.rs"]
mod wrapper_file;

use form_file::FormFile;
use page_marks::PageMarks;
use provider_file::{ProviderFile, SiteWords};
use wrapper_file::WrapperFile;

const GOOD: &str = r#"
id = "acme"
name = "Acme"
[hosts]
pages = ["book.acme.example", "*.acme.example"]
other = ["help.acme.example"]
source = "made up"
[[reserved]]
words = ["news"]
source = "made up"
[[rule]]
label = "book"
paths = ["/meet/{owner}/{event}?"]
source = "made up"
[[rule]]
label = "listing"
paths = ["/@{owner}/{id:digits}-x", "/"]
on = ["*.acme.example"]
source = "made up"
[[example]]
url = "https://book.acme.example/meet/alex-example"
label = "book"
target = "https://book.acme.example/meet/alex-example"
[[example]]
url = "https://book.acme.example/"
label = "not"
"#;

fn tables_of(texts: &[&str]) -> Result<String, String> {
    let words = SiteWords::parse(
        "words = [\"login\"]\nvendor_words = [\"press\"]\nfile_endings = [\".js\"]",
    )
    .unwrap();
    let files = texts.iter().map(|text| ProviderFile::parse("acme", text));
    let files = files.collect::<Result<Vec<_>, _>>()?;
    tables::generate(&files, &words, &wrappers(), &[], &page_marks())
}

fn page_marks() -> PageMarks {
    PageMarks::parse(include_str!("../../page-marks.toml")).unwrap()
}

#[test]
fn a_page_mark_that_asks_for_nothing_is_refused() {
    for (needed, selectors) in [(0, "['a']"), (1, "[]")] {
        let text = format!("[[mark]]\nwhat = 'x'\nneeded = {needed}\nselectors = {selectors}");
        assert!(
            PageMarks::parse(&text)
                .unwrap_err()
                .contains("asks for nothing")
        );
    }
}

fn wrappers() -> WrapperFile {
    WrapperFile::parse(include_str!("../../wrappers.toml")).unwrap()
}

/// The manifest, the tables and the tests come from the files in the folder; a new one is only one
/// more of them.
#[test]
fn a_new_system_is_one_new_file() {
    let words = SiteWords::parse(include_str!("../../site-words.toml")).unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/providers");
    let mut files = vec![ProviderFile::parse("acme", GOOD).unwrap()];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        files.push(ProviderFile::parse(stem, &text).unwrap());
    }
    let code = tables::generate(&files, &words, &wrappers(), &[], &page_marks()).unwrap();
    assert!(table(&code, "MATCH_PATTERNS").contains("*://*.acme.example/*"));
    assert!(code.contains("help.acme.example"));
}

#[test]
fn a_file_without_mistakes_becomes_a_table() {
    let code = tables_of(&[GOOD]).unwrap();
    assert_eq!(
        table(&code, "MATCH_PATTERNS"),
        "&[\"*://*.acme.example/*\"]"
    );
}

/// The one entry of a table that stands apart.
fn table<'a>(code: &'a str, name: &str) -> &'a str {
    let (_, table) = code.split_once(&format!("static {name}: ")).unwrap();
    table.lines().nth(1).unwrap().trim_end_matches("];")
}

#[test]
fn an_alias_is_asked_for_by_what_it_shows() {
    let shared = "\"book.acme.example\", \"book.acme.test\", \"www.acme.test\"";
    let file = GOOD
        .replace("\"*.acme.example\"]\nother", "\"book.acme.test\"]\nother")
        .replace("[\"*.acme.example\"]", "[\"book.acme.test\"]")
        .replace(
            "[hosts]",
            &format!(
                "[hosts]\nshared = [{shared}]\n\
                 aliases_of = {{ \"book.acme.test\" = [\"www.acme.test\"] }}"
            ),
        );
    let code = tables_of(&[&file]).unwrap();
    let patterns = table(&code, "MATCH_PATTERNS");
    for (pattern, is_asked) in [
        ("*://book.acme.example/meet/*", true),
        ("*://book.acme.test/@*/*-x*", true),
        ("*://www.acme.test/@*/*-x*", true),
        ("*://book.acme.example/@*/*-x*", false),
    ] {
        let quoted = format!("{pattern:?}");
        assert_eq!(patterns.contains(&quoted), is_asked, "{pattern}");
    }
}

#[test]
fn hosts_of_a_region_are_known_but_cannot_be_asked_for() {
    let regions = GOOD.replace("\"*.acme.example\"", "\"book-??#.acme.example\"");
    let code = tables_of(&[&regions]).unwrap();
    assert_eq!(
        table(&code, "MATCH_PATTERNS"),
        "&[\"*://book.acme.example/*\"]"
    );
}

#[test]
fn a_host_that_serves_much_else_is_asked_for_by_path() {
    let shared = GOOD.replace("[hosts]", "[hosts]\nshared = [\"*.acme.example\"]");
    let code = tables_of(&[&shared]).unwrap();
    let patterns = [
        "*://*.acme.example/",
        "*://*.acme.example/?*",
        "*://*.acme.example/@*/*-x*",
        "*://*.acme.example/meet/*",
        "*://book.acme.example/*",
    ];
    assert_eq!(table(&code, "MATCH_PATTERNS"), format!("&{patterns:?}"));
    let permissions = ["*://book.acme.example/*"];
    assert_eq!(
        table(&code, "HOST_PERMISSIONS"),
        format!("&{permissions:?}")
    );
}

#[test]
fn each_mistake_is_named() {
    for (right, wrong, message) in [
        ("name = ", "nmae = ", "unknown field `nmae`"),
        ("id = \"acme\"", "id = \"other\"", "its id is \"other\""),
        ("[\"news\"]", "[\"News\"]", "reserved word \"News\""),
        (
            "label = \"listing\"",
            "label = \"list\"",
            "unknown variant `list`",
        ),
        (
            "/meet/{owner}",
            "meet/{owner}",
            "rule 1: meet/{owner}/{event}?: must begin with /",
        ),
        (
            "{owner}/{event}?",
            "{owner}?/{event}",
            "a required segment after an optional one",
        ),
        (
            "/@{owner}",
            "/@{person}",
            "\"person\" is none of owner, event, slot, org, id",
        ),
        ("{id:digits}", "{id:number}", "unknown kind \"number\""),
        ("{id:digits}", "{id:digits 9..6}", "\"9..6\" is no length"),
        ("{event}?", "{event", "{ without }"),
        ("{event}?", "**", "it names no page"),
        ("on = [\"*.acme", "on = [\"*.acne", "is not in hosts.pages"),
        (
            "book.acme.example\", ",
            "Book.acme.example\", ",
            "host \"Book.acme.example\"",
        ),
        (
            "help.acme.example",
            "book.acme.example",
            "host \"book.acme.example\" is listed twice",
        ),
        (
            "[hosts]",
            "[hosts]\nshared = [\"other.example\"]",
            "shared host \"other.example\" is in neither pages nor aliases",
        ),
        (
            "[hosts]",
            "[hosts]\naliases_of = { \"acme.example\" = [\"www.acme.example\"] }",
            "hosts.aliases_of \"acme.example\": an exact host of hosts.pages",
        ),
        (
            "[hosts]",
            "[hosts]\naliases_of = { \"*.acme.example\" = [\"www.acme.test\"] }",
            "hosts.aliases_of \"*.acme.example\": an exact host of hosts.pages",
        ),
        ("on = [", "on = [\"own\", ", "\"own\" is not in hosts.pages"),
        (
            "paths = [\"/meet/{owner}",
            "confirms = true\npaths = [\"/meet/{owner}",
            "only a `manage` page confirms",
        ),
        (
            "paths = [\"/meet/{owner}",
            "bare = \"word\"\npaths = [\"/meet/{owner}",
            "bare is no capture",
        ),
        (
            "paths = [\"/meet/{owner}",
            "fragment = [\"{x\"]\npaths = [\"/meet/{owner}",
            "rule 1: {x: { without }",
        ),
        (
            "/meet/{owner}/{event}?",
            "/**/meet/{owner}/{event}?",
            "what begins with /** must have an end",
        ),
        (
            "[[example]]",
            "[[embed]]\nkind = \"inline\"\nsource = \"x\"\n[[example]]",
            "one of element, script and call",
        ),
        (
            "paths = [\"/meet/{owner}/{event}?\"]",
            "paths = []",
            "rule 1: no paths",
        ),
        (
            "source = \"made up\"\n[[rule]]",
            "source = \"\"\n[[rule]]",
            "says no source",
        ),
        (
            "label = \"not\"",
            "label = \"not\"\ntarget = \"x\"",
            "a target unless it is `not`",
        ),
        (
            "label = \"not\"",
            "label = \"listing\"\ntarget = \"x\"",
            "no example labelled not",
        ),
        (
            "[[example]]",
            "[prefill]\nparam = \"a b\"\nmax_chars = 5\nsource = \"x\"\n[[example]]",
            "prefill.param \"a b\"",
        ),
        (
            "[[example]]",
            "[title]\nshapes = [\"{event}{person}\"]\nsource = \"x\"\n[[example]]",
            "two fields without text between them",
        ),
    ] {
        assert!(GOOD.contains(right), "{right}");
        let answer = tables_of(&[&GOOD.replacen(right, wrong, 1)]);
        let problem = answer.expect_err(wrong);
        assert!(problem.contains(message), "{wrong}: {problem}");
    }
}

#[test]
fn each_mistake_in_the_wrappers_is_named() {
    let good = include_str!("../../wrappers.toml");
    for (right, wrong, message) in [
        (
            "paths = [\"/url\"]",
            "path = \"/url\"",
            "unknown field `path`",
        ),
        (
            "paths = [\"/url\"]",
            "paths = [\"url\"]",
            "Google: url: must begin with /",
        ),
        (
            "\"google.com\"",
            "\"Google.com\"",
            "Google: host \"Google.com\"",
        ),
        (
            "query = [\"q\", \"url\"]",
            "",
            "Google: no parameter to read",
        ),
        ("proofpoint-2", "rot13", "unknown variant `rot13`"),
        ("hosts = [\"lnkd.in\"]", "hosts = []", "LinkedIn: no hosts"),
    ] {
        assert!(good.contains(right), "{right}");
        let problem = WrapperFile::parse(&good.replacen(right, wrong, 1)).expect_err(wrong);
        assert!(problem.contains(message), "{wrong}: {problem}");
    }
}

#[test]
fn two_files_cannot_claim_one_host() {
    let problem = tables_of(&[GOOD, GOOD]).unwrap_err();
    assert!(problem.contains("is listed twice"), "{problem}");
}

#[test]
fn a_system_and_a_wrapper_cannot_claim_one_host() {
    let taken = GOOD.replace("help.acme.example", "lnkd.in");
    let problem = tables_of(&[&taken]).unwrap_err();
    assert!(problem.contains("is a system's"), "{problem}");
}

const FORM: &str = r##"
id = "acme"
name = "Acme"
[site]
hosts = ["plan.acme.example", "*.acme.example"]
within = "/plan/"
source = "made up"
[[rule]]
paths = ["/plan/new"]
query = ["kind=meeting"]
source = "made up"
[[fact]]
is = "title"
query = ["name"]
elements = ["#name"]
source = "made up"
[[mark]]
element = "#name"
source = "made up"
[[example]]
url = "https://plan.acme.example/plan/new?kind=meeting"
form = true
[[example]]
url = "https://plan.acme.example/plan/list"
form = false
"##;

#[test]
fn a_new_form_is_one_new_file() {
    let words = SiteWords::parse(include_str!("../../site-words.toml")).unwrap();
    let files = [FormFile::parse("acme", FORM).unwrap()];
    let provider = [ProviderFile::parse("acme", GOOD).unwrap()];
    let code = tables::generate(&provider, &words, &wrappers(), &files, &page_marks()).unwrap();
    assert!(code.contains("Form { id: \"acme\""));
    // What `*.` takes already is not asked for twice.
    assert!(code.contains(
        "matches: &[\"https://plan.acme.example/plan/*\", \"https://*.acme.example/plan/*\"]"
    ));
    assert!(code.contains("(\"kind\", \"meeting\")"));
    assert!(!code.contains("made up"), "sources stay in the files");
}

#[test]
fn each_mistake_in_a_form_is_named() {
    for (right, wrong, message) in [
        ("id = ", "name = \"A\"\nid = ", "duplicate key"),
        ("id = \"acme\"", "id = \"other\"", "its id is \"other\""),
        (
            "\"*.acme.example\"",
            "\"*.Acme.example\"",
            "host \"*.Acme.example\"",
        ),
        (
            "\"*.acme.example\"",
            "\"pl#n.acme.example\"",
            "cannot be asked for",
        ),
        (
            "within = \"/plan/\"",
            "within = \"plan\"",
            "within beginning with /",
        ),
        (
            "\"/plan/new\"",
            "\"/new\"",
            "rule 1: /new is not within the site",
        ),
        ("\"/plan/new\"", "\"/plan/{x}\"", "\"x\" is none of"),
        ("kind=meeting\"]", "kind\"]", "rule 1: query is key=value"),
        ("is = \"title\"", "is = \"host\"", "unknown variant `host`"),
        (
            "query = [\"name\"]\nelements = [\"#name\"]\n",
            "",
            "fact Title: neither query nor elements",
        ),
        (
            "[[mark]]",
            "[[fact]]\nis = \"title\"\nquery = [\"x\"]\nsource = \"x\"\n[[mark]]",
            "fact Title is said twice",
        ),
        (
            "form = false",
            "form = true",
            "examples of both kinds are needed",
        ),
        (
            "form = false",
            "form = false\ntitle = \"x\"",
            "what is no form says nothing",
        ),
        (
            "element = \"#name\"\nsource = \"made up\"",
            "element = \"#name\"\nsource = \"\"",
            "mark: says no source",
        ),
    ] {
        let changed = FORM.replacen(right, wrong, 1);
        assert_ne!(changed, FORM, "{right}");
        let problem = FormFile::parse("acme", &changed).unwrap_err();
        assert!(problem.contains(message), "{message}: {problem}");
    }
}
