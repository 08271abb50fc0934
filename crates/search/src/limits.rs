//! How much the index takes in. What is beyond a limit is left out, never refused.

/// What a person may type, in characters; the rest is not looked at.
pub const MAX_QUERY_CHARS: usize = 1_000;

/// Words in a query, those of phrases and filters included; the rest is not looked at, but a value in
/// quotes that was begun is.
pub const MAX_QUERY_WORDS: usize = 32;

/// Words that say something in a text of which the like is looked for; the rest is not looked at.
pub const MAX_LIKE_WORDS: usize = 400;

/// A word, in characters after folding; of a longer one only its beginning counts, in texts as in
/// queries.
pub const MAX_WORD_CHARS: usize = 40;

/// An id, in bytes. A document with a longer or an empty one cannot be put into the index.
pub const MAX_ID_BYTES: usize = 64;

/// Documents in one segment: an ordinal has 16 bits.
pub const MAX_SEGMENT_DOCUMENTS: usize = 65_536;

/// With fewer hits than this, words that are nearly the one typed are looked for too.
pub const FEW_HITS: usize = 10;

/// The fewest letters of a word that is forgiven a typo.
pub const MIN_TYPO_CHARS: usize = 4;
