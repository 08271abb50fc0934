//! The sample site: a TLS server on loopback that answers under real host names.
//!
//! The browsers send every request for port 443 here, whatever its host, so a request to a host
//! that has no pages shows up in [`Site::strangers`] and nothing leaves the machine.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::Trouble;
use crate::routes::{Answer, Routes};

/// The nonce in the pages' own scripts and styles, allowed by the `strict` header set.
const NONCE: &str = "sample";

/// Most requests remembered; older ones are kept, later ones dropped.
const MAX_HITS: usize = 10_000;

/// Where the browsers look for updates, settings and start pages, whatever they are told.
const BROWSERS_OWN: [&str; 7] = [
    ".mozilla.com",
    ".mozilla.net",
    ".mozilla.org",
    ".google.com",
    ".googleapis.com",
    ".gvt1.com",
    "start.duckduckgo.com",
];

/// One request the site received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The host asked for, without a port.
    pub host: String,
    /// Path and query.
    pub target: String,
    /// Whether there was a page for it.
    pub known: bool,
}

/// A running sample site. It stops when dropped.
pub struct Site {
    /// Where it listens on 127.0.0.1.
    pub port: u16,
    hits: Arc<Mutex<Vec<Hit>>>,
    routes: Arc<Mutex<Routes>>,
    task: JoinHandle<()>,
}

struct Shared {
    pages: PathBuf,
    routes: Arc<Mutex<Routes>>,
    hits: Arc<Mutex<Vec<Hit>>>,
}

impl Site {
    /// Starts the site with the pages below `pages` (see `sites.toml` there).
    ///
    /// # Errors
    /// [`Trouble::File`] or [`Trouble::Routes`] for an unreadable description, [`Trouble::Site`]
    /// when the certificate or the port cannot be had.
    pub async fn start(pages: &Path) -> Result<Self, Trouble> {
        let description = pages.join("sites.toml");
        let text = std::fs::read_to_string(&description)
            .map_err(|error| Trouble::file(&description, error))?;
        Self::serving(pages, Routes::parse(&text)?).await
    }

    /// Starts the site with files below `pages`, each where `routes` says.
    ///
    /// # Errors
    /// [`Trouble::Site`] when the certificate or the port cannot be had.
    pub async fn serving(pages: &Path, routes: Routes) -> Result<Self, Trouble> {
        let hits = Arc::new(Mutex::new(Vec::new()));
        let routes = Arc::new(Mutex::new(routes));
        let shared = Arc::new(Shared {
            pages: pages.to_path_buf(),
            routes: Arc::clone(&routes),
            hits: Arc::clone(&hits),
        });
        let tls = TlsAcceptor::from(Arc::new(certificate()?));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(site)?;
        let port = listener.local_addr().map_err(site)?.port();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, tls.clone(), Arc::clone(&shared)));
            }
        });
        Ok(Self {
            port,
            hits,
            routes,
            task,
        })
    }

    /// From now on, serves what these routes say.
    pub fn serve(&self, routes: Routes) {
        *self.routes.lock().unwrap_or_else(PoisonError::into_inner) = routes;
    }

    /// Every request so far, oldest first.
    pub fn hits(&self) -> Vec<Hit> {
        self.hits
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Requests for which there is no page, except those that the browsers make for themselves: a
    /// request a test did not mean to cause.
    pub fn strangers(&self) -> Vec<Hit> {
        let own = |host: &str| BROWSERS_OWN.iter().any(|service| host.ends_with(service));
        self.hits()
            .into_iter()
            .filter(|hit| !hit.known && !own(&hit.host))
            .collect()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn site(cause: impl std::fmt::Display) -> Trouble {
    Trouble::Site(cause.to_string())
}

/// A self-made certificate: the browsers are told to accept it, so its names hardly matter.
fn certificate() -> Result<ServerConfig, Trouble> {
    let names = [
        "calendly.com",
        "*.cal.com",
        "savvycal.com",
        "tidycal.com",
        "zcal.co",
    ];
    let made = rcgen::generate_simple_self_signed(names.map(String::from)).map_err(site)?;
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).map_err(site)?;
    ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .map_err(site)
}

async fn serve(stream: TcpStream, tls: TlsAcceptor, shared: Arc<Shared>) {
    // A browser that hangs up in the middle is its own business.
    let Ok(stream) = tls.accept(stream).await else {
        return;
    };
    let service = service_fn(|request| {
        let shared = Arc::clone(&shared);
        async move { Ok::<_, Infallible>(shared.answer(&request)) }
    });
    hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await
        .ok();
}

impl Shared {
    fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let host = request
            .headers()
            .get(HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or("");
        let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
        let routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        let found = routes.find(&self.pages, &host, request.uri().path());
        drop(routes);
        let known = found.is_some();
        let mut hits = self.hits.lock().unwrap_or_else(PoisonError::into_inner);
        if hits.len() < MAX_HITS {
            let target = request.uri().path_and_query().map(ToString::to_string);
            hits.push(Hit {
                host,
                target: target.unwrap_or_default(),
                known,
            });
        }
        drop(hits);
        found
            .and_then(|answer| self.respond(&answer))
            .unwrap_or_else(missing)
    }

    fn respond(&self, answer: &Answer) -> Option<Response<Full<Bytes>>> {
        let mut body = std::fs::read(self.pages.join(&answer.file)).ok()?;
        let kind = match answer.file.extension().and_then(|kind| kind.to_str()) {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        };
        if kind.starts_with("text/html") {
            let mut html = String::from_utf8_lossy(&body).into_owned();
            for (name, value) in &answer.captured {
                html = html.replace(&format!("{{{{{name}}}}}"), &spoken(value));
            }
            if let Some(script) = &answer.script {
                let script = std::fs::read_to_string(self.pages.join(script)).ok()?;
                let tag = format!("<head><script nonce=\"{NONCE}\">\n{script}\n</script>");
                html = html.replacen("<head>", &tag, 1);
            }
            body = html.into_bytes();
        }
        let mut response = Response::new(Full::new(Bytes::from(body)));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        // Pages in the back/forward cache are wanted, stale files are not.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        for (name, value) in &answer.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            headers.append(name, HeaderValue::from_str(value).ok()?);
        }
        Some(response)
    }
}

fn missing() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(b"Not found")));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// A slug as a heading: `alex-example` → `Alex Example`, `30min` → `30 min`.
fn spoken(slug: &str) -> String {
    let mut text = String::new();
    for word in slug
        .split(['-', '_', '.', '+'])
        .filter(|word| !word.is_empty())
    {
        if !text.is_empty() {
            text.push(' ');
        }
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        let (number, unit) = word.split_at(digits);
        if number.is_empty() {
            let mut letters = unit.chars();
            text.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
            text.push_str(letters.as_str());
        } else {
            text.push_str(number);
            if !unit.is_empty() {
                text.push(' ');
                text.push_str(unit);
            }
        }
    }
    text
}
