//! Every tool the project uses that cargo does not fetch by itself, in one place.
//!
//! What npm brings has its versions in `package.json`, the toolchain in `rust-toolchain.toml`.

use crate::manifest::Browser;

/// The oldest Node that runs wasm-opt and the add-on linter.
pub const NODE_MAJOR: u32 = 20;

/// The crate that drives Firefox, and the version the end-to-end tests were written against.
pub const GECKODRIVER: &str = "geckodriver";
/// See [`GECKODRIVER`].
pub const GECKODRIVER_VERSION: &str = "0.37.1";

/// Programs by the names they have on different systems, the preferred one first.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// For messages.
    pub title: &'static str,
    /// Names on the search path.
    pub names: &'static [&'static str],
    /// The variable that tells the end-to-end tests which one was found.
    pub variable: &'static str,
}

const CHROMIUM: Program = Program {
    title: "Chromium",
    // Branded builds come last: they no longer load an extension from the command line.
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ],
    variable: "BATON_CHROMIUM",
};

const CHROMEDRIVER: Program = Program {
    title: "chromedriver",
    names: &["chromedriver", "chromium.chromedriver"],
    variable: "BATON_CHROMEDRIVER",
};

const FIREFOX: Program = Program {
    title: "Firefox",
    names: &["firefox-esr", "firefox"],
    variable: "BATON_FIREFOX",
};

const FIREFOX_DRIVER: Program = Program {
    title: "geckodriver",
    names: &[GECKODRIVER],
    variable: "BATON_GECKODRIVER",
};

/// A C compiler, which the end-to-end tests' TLS needs to build.
pub const C_COMPILER: &[&str] = &["cc", "gcc", "clang"];

/// A C++ compiler, which libFuzzer needs to build.
pub const CXX_COMPILER: &[&str] = &["c++", "g++", "clang++"];

/// A browser and what drives it in tests.
pub const fn browser(browser: Browser) -> (Program, Program) {
    match browser {
        Browser::Chromium => (CHROMIUM, CHROMEDRIVER),
        Browser::Firefox => (FIREFOX, FIREFOX_DRIVER),
    }
}

/// A family of systems with one package manager.
#[derive(Debug, PartialEq, Eq)]
pub struct System {
    /// `ID` or `ID_LIKE` words of `/etc/os-release` that name it.
    ids: &'static [&'static str],
    /// Commands to run in order, before the packages are added to the last.
    pub install: &'static [&'static str],
    /// Packages of Chromium with its driver.
    pub chromium: &'static str,
    /// Packages of Firefox; its driver is built by cargo.
    pub firefox: &'static str,
    /// The package of a C compiler.
    pub c_compiler: &'static str,
    /// The package of a C++ compiler.
    pub cxx_compiler: &'static str,
    /// Whether setup runs the commands itself. Elsewhere it prints them.
    pub automatic: bool,
}

/// The systems setup knows, the narrower before the wider.
const SYSTEMS: [System; 5] = [
    System {
        ids: &["ubuntu"],
        install: &["apt-get update", "apt-get install -y"],
        // Ubuntu's packages of these names bring the snaps.
        chromium: "chromium-browser chromium-chromedriver",
        firefox: "firefox",
        c_compiler: "gcc libc6-dev",
        cxx_compiler: "g++",
        automatic: true,
    },
    System {
        ids: &["debian"],
        install: &["apt-get update", "apt-get install -y"],
        chromium: "chromium chromium-driver",
        firefox: "firefox-esr",
        c_compiler: "gcc libc6-dev",
        cxx_compiler: "g++",
        automatic: true,
    },
    System {
        ids: &["fedora", "rhel"],
        install: &["dnf install -y"],
        chromium: "chromium chromedriver",
        firefox: "firefox",
        c_compiler: "gcc",
        cxx_compiler: "gcc-c++",
        automatic: false,
    },
    System {
        ids: &["arch"],
        install: &["pacman -S --needed"],
        chromium: "chromium",
        firefox: "firefox",
        c_compiler: "gcc",
        cxx_compiler: "gcc",
        automatic: false,
    },
    System {
        ids: &["opensuse", "suse"],
        install: &["zypper install -y"],
        chromium: "chromium chromedriver",
        firefox: "MozillaFirefox",
        c_compiler: "gcc",
        cxx_compiler: "gcc-c++",
        automatic: false,
    },
];

/// The system a text like `/etc/os-release` describes: its own id, then what it says it is like.
pub fn system(os_release: &str) -> Option<&'static System> {
    let value = |key: &str| {
        os_release
            .lines()
            .find_map(|line| line.strip_prefix(key))
            .map(|text| text.trim_matches('"'))
    };
    let id = value("ID=").unwrap_or_default();
    let like = value("ID_LIKE=").unwrap_or_default();
    std::iter::once(id)
        .chain(like.split_whitespace())
        .find_map(|word| SYSTEMS.iter().find(|system| system.ids.contains(&word)))
}

/// The major version in what a program answers to `--version`: the first number before a dot.
pub fn major_version(answer: &str) -> Option<u32> {
    answer.split_whitespace().find_map(|word| {
        let (major, _) = word.trim_start_matches('v').split_once('.')?;
        major.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_known_by_its_id_or_by_what_it_is_like() {
        let debian = system("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n").unwrap();
        assert_eq!(debian.firefox, "firefox-esr");
        let ubuntu = system("ID=ubuntu\nID_LIKE=debian\n").unwrap();
        assert_eq!(ubuntu.firefox, "firefox");
        let mint = system("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n").unwrap();
        assert_eq!(mint, ubuntu);
        assert_eq!(system("ID=plan9\n"), None);
    }

    #[test]
    fn the_major_version_is_found_in_what_programs_print() {
        for (answer, major) in [
            (
                "Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)",
                156,
            ),
            ("ChromeDriver 156.0.8078.79 (0a1b2c)", 156),
            ("Mozilla Firefox 153.7.0esr", 153),
            ("v20.20.2", 20),
        ] {
            assert_eq!(major_version(answer), Some(major));
        }
        assert_eq!(major_version("no version here"), None);
    }
}
