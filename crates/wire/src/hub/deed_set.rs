//! A set of deeds by their numbers, one bit for each.

/// Numbers of deeds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DeedSet {
    words: Vec<u64>,
    len: usize,
}

const BITS: usize = 64;

impl DeedSet {
    /// All numbers below this one.
    pub(super) fn up_to(end: usize) -> Self {
        let mut set = Self::default();
        (0..end).for_each(|number| set.add(number));
        set
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    pub(super) fn has(&self, number: usize) -> bool {
        self.words.get(number / BITS).is_some_and(|word| word >> (number % BITS) & 1 == 1)
    }

    pub(super) fn add(&mut self, number: usize) {
        if self.has(number) {
            return;
        }
        let at = number / BITS;
        if self.words.len() <= at {
            self.words.resize(at.saturating_add(1), 0);
        }
        if let Some(word) = self.words.get_mut(at) {
            *word |= 1 << (number % BITS);
            self.len = self.len.saturating_add(1);
        }
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
        self.len = self.words.iter().map(|word| usize::try_from(word.count_ones()).unwrap_or_default()).sum();
    }

    pub(super) fn is_within(&self, other: &Self) -> bool {
        let at = |index: usize| other.words.get(index).copied().unwrap_or_default();
        self.len <= other.len && self.words.iter().enumerate().all(|(index, word)| word & !at(index) == 0)
    }

    /// The same, whether or not this one number is in the other.
    pub(super) fn is_within_but_for(&self, other: &Self, number: usize) -> bool {
        let at = |index: usize| {
            let spared = if number / BITS == index { 1 << (number % BITS) } else { 0 };
            other.words.get(index).copied().unwrap_or_default() | spared
        };
        self.words.iter().enumerate().all(|(index, word)| word & !at(index) == 0)
    }

    /// All numbers, in their order.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        let ends = self.words.len().saturating_mul(BITS);
        (0..ends).filter(|number| self.has(*number))
    }

    /// Those that are not in the other one.
    pub(super) fn beyond(&self, other: &Self) -> Vec<usize> {
        let mut beyond = Vec::new();
        for (index, word) in self.words.iter().enumerate() {
            let mut left = word & !other.words.get(index).copied().unwrap_or_default();
            while left != 0 {
                let bit = usize::try_from(left.trailing_zeros()).unwrap_or_default();
                beyond.push(index.saturating_mul(BITS).saturating_add(bit));
                left &= left.saturating_sub(1);
            }
        }
        beyond
    }
}
