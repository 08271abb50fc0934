//! The browser's recorder. It is told what to do, and tells what comes.

use crate::fault::Fault;
use crate::kind::{Kind, SCREEN_BITS_PER_SECOND, SCREEN_RATE, SCREEN_WIDTH, VOICE_BITS_PER_SECOND};
use crate::level::loudness;
use crate::model::Event;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::Reflect;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AnalyserNode, AudioContext, AudioContextState, Blob, BlobEvent, ConstrainDoubleRange,
    ConstrainLongRange, DisplayMediaStreamConstraints, MediaDevices, MediaRecorder,
    MediaRecorderOptions, MediaStream, MediaStreamAudioSourceNode, MediaStreamConstraints,
    MediaStreamTrack, MediaTrackConstraints,
};
use yew::Callback;

/// How often the recorder gives a piece, in milliseconds: what is lost at the most when it breaks.
const PIECE_MS: i32 = 1_000;
/// How often the level is looked at, in milliseconds.
const LEVEL_MS: u32 = 100;
/// How many samples are looked at for it.
const LEVEL_SAMPLES: u32 = 1_024;

/// What the recorder gave, piece by piece.
pub(crate) type Pieces = Rc<RefCell<Vec<Blob>>>;

/// Microphone, screen and recorder. Dropping it lets go of all three.
pub(crate) struct Recorder {
    /// What came so far.
    pub(crate) pieces: Pieces,
    /// As what it records.
    pub(crate) media_type: &'static str,
    recorder: MediaRecorder,
    _source: Source,
    _listeners: Vec<EventListener>,
    _level: Interval,
}

impl Recorder {
    /// Asks for what the kind needs. It records from [`Recorder::start`] on.
    pub(crate) async fn ask(kind: Kind, tell: Callback<Event>) -> Result<Self, Fault> {
        let devices = devices().ok_or(Fault::NotHere)?;
        let mut types = kind.media_types().iter();
        let media_type = types
            .find(|told| MediaRecorder::is_type_supported(told))
            .ok_or(Fault::NotHere)?;
        let source = Source(MediaStream::new().map_err(|error| fault(&error, false))?);
        if kind.has_screen() {
            // First: the browser asks for a screen only right after the press.
            source.take(screen(&devices).await?);
        }
        if kind.has_voice() {
            source.take(voice(&devices).await?);
        }

        let options = MediaRecorderOptions::new();
        options.set_mime_type(media_type);
        options.set_audio_bits_per_second(VOICE_BITS_PER_SECOND);
        options.set_video_bits_per_second(SCREEN_BITS_PER_SECOND);
        let recorder =
            MediaRecorder::new_with_media_stream_and_media_recorder_options(&source.0, &options)
                .map_err(|error| fault(&error, false))?;
        let pieces = Pieces::default();
        let listeners = listen(&recorder, &source, &pieces, &tell);
        let level = watch_level(kind, &source, tell);
        Ok(Self {
            pieces,
            media_type,
            recorder,
            _source: source,
            _listeners: listeners,
            _level: level,
        })
    }

    /// Records.
    pub(crate) fn start(&self) -> Result<(), Fault> {
        let started = self.recorder.start_with_time_slice(PIECE_MS);
        started.map_err(|error| fault(&error, false))
    }

    pub(crate) fn pause(&self) {
        // A recorder that has ended says so by itself, here and below.
        let _ = self.recorder.pause();
    }

    pub(crate) fn resume(&self) {
        let _ = self.recorder.resume();
    }

    pub(crate) fn stop(&self) {
        let _ = self.recorder.stop();
    }
}

/// What is recorded. Dropping it turns microphone and screen off.
struct Source(MediaStream);

impl Source {
    fn take(&self, other: MediaStream) {
        for track in tracks(&other.get_tracks()) {
            self.0.add_track(&track);
        }
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        for track in tracks(&self.0.get_tracks()) {
            track.stop();
        }
    }
}

fn tracks(list: &js_sys::Array) -> impl Iterator<Item = MediaStreamTrack> {
    list.iter().map(JsCast::unchecked_into)
}

/// The browser's microphones and screens; `None` in one that records nothing.
fn devices() -> Option<MediaDevices> {
    let has_recorder = Reflect::has(&js_sys::global(), &"MediaRecorder".into()).ok()?;
    let devices = web_sys::window()?.navigator().media_devices().ok()?;
    (has_recorder && !devices.is_undefined()).then_some(devices)
}

async fn voice(devices: &MediaDevices) -> Result<MediaStream, Fault> {
    let wanted = MediaStreamConstraints::new();
    wanted.set_audio_bool(true);
    let asked = devices.get_user_media_with_constraints(&wanted);
    stream(asked, false).await
}

async fn screen(devices: &MediaDevices) -> Result<MediaStream, Fault> {
    let width = ConstrainLongRange::new();
    width.set_max(SCREEN_WIDTH);
    let rate = ConstrainDoubleRange::new();
    rate.set_max(SCREEN_RATE.into());
    let pictures = MediaTrackConstraints::new();
    pictures.set_width_constrain_long_range(&width);
    pictures.set_frame_rate_constrain_double_range(&rate);
    let wanted = DisplayMediaStreamConstraints::new();
    wanted.set_video_media_track_constraints(&pictures);
    let asked = devices.get_display_media_with_constraints(&wanted);
    stream(asked, true).await
}

async fn stream(
    asked: Result<js_sys::Promise, JsValue>,
    is_screen: bool,
) -> Result<MediaStream, Fault> {
    let given = async { JsFuture::from(asked?).await }.await;
    let given = given.map_err(|error| fault(&error, is_screen))?;
    Ok(given.unchecked_into())
}

/// What a browser's error means.
fn fault(error: &JsValue, is_screen: bool) -> Fault {
    let name = Reflect::get(error, &"name".into()).ok();
    let name = name.and_then(|name| name.as_string());
    Fault::of(&name.unwrap_or_default(), is_screen)
}

fn listen(
    recorder: &MediaRecorder,
    source: &Source,
    pieces: &Pieces,
    tell: &Callback<Event>,
) -> Vec<EventListener> {
    let on = |target: &web_sys::EventTarget, name: &'static str, event: Event| {
        let tell = tell.clone();
        EventListener::new(target, name, move |_| tell.emit(event.clone()))
    };
    let came = {
        let (pieces, tell) = (Rc::clone(pieces), tell.clone());
        EventListener::new(recorder, "dataavailable", move |event| {
            let piece = event.unchecked_ref::<BlobEvent>().data();
            if let Some(piece) = piece {
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a size in bytes, as a JavaScript number"
                )]
                let bytes = piece.size() as usize;
                pieces.borrow_mut().push(piece);
                tell.emit(Event::Piece(bytes));
            }
        })
    };
    let mut listeners = vec![
        came,
        on(recorder, "stop", Event::Ended),
        on(recorder, "error", Event::Broke),
    ];
    // A recorder ends by itself only when all its tracks do: a voice without its screen is no screen
    // note, and nobody should go on speaking into a microphone that is gone.
    let all = source.0.get_tracks();
    listeners.extend(tracks(&all).map(|track| on(&track, "ended", Event::SourceGone)));
    listeners
}

/// What listens to the microphone, so that its level shows. Dropping it ends that.
struct Ear {
    context: AudioContext,
    analyser: AnalyserNode,
    _heard: MediaStreamAudioSourceNode,
}

impl Ear {
    fn new(source: &Source) -> Result<Self, JsValue> {
        let context = AudioContext::new()?;
        let analyser = context.create_analyser()?;
        analyser.set_fft_size(LEVEL_SAMPLES);
        let heard = context.create_media_stream_source(&source.0)?;
        heard.connect_with_audio_node(&analyser)?;
        // Firefox lets it rest after the question; where it goes on resting, no level shows.
        let _ = context.resume();
        Ok(Self {
            context,
            analyser,
            _heard: heard,
        })
    }

    /// How loud it is; `None` while the browser does not listen, as Firefox without any loudspeaker
    /// does not. A flat line would say that nothing is recorded.
    fn level(&self) -> Option<u8> {
        if self.context.state() != AudioContextState::Running {
            return None;
        }
        let mut samples = [0; LEVEL_SAMPLES as usize];
        self.analyser.get_byte_time_domain_data(&mut samples);
        Some(loudness(&samples))
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        // It ends with the page at the latest.
        let _ = self.context.close();
    }
}

/// Tells again and again how loud it is, and so that time goes by.
fn watch_level(kind: Kind, source: &Source, tell: Callback<Event>) -> Interval {
    // Without an ear the recording is as good; only its level does not show.
    let ear = kind.has_voice().then(|| Ear::new(source).ok()).flatten();
    Interval::new(LEVEL_MS, move || {
        tell.emit(Event::Heard(ear.as_ref().and_then(Ear::level)));
    })
}
