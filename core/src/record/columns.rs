//! The columns of a change: run-length and difference coding, read with every length bounded.
//!
//! Automerge's own decoder believes the lengths it reads: a run of 2^60 operations in ten bytes keeps
//! it busy for ever. So what comes from outside is decoded here first, into at most as many values as
//! the caller allows, and only what this module understood is handed on. The coding is Automerge's:
//! positive count and value is a run, negative count a row of values, zero a run of nothing (which no
//! change of ours contains); numbers are LEB128.

use super::refusal::Refusal;

/// Bytes not read yet.
pub(super) struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn take(&mut self, len: usize) -> Result<&'a [u8], Refusal> {
        let (taken, rest) = self.0.split_at_checked(len).ok_or(Refusal::CutShort)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        Ok(self.take(N)?.try_into().expect("take gives exactly the length asked for"))
    }

    fn byte(&mut self) -> Result<u8, Refusal> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    /// An unsigned LEB128 number of at most 64 bits.
    pub(super) fn unsigned(&mut self) -> Result<u64, Refusal> {
        let mut value: u64 = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            if shift == 63 && part > 1 {
                return Err(Refusal::NumberTooLarge);
            }
            value |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Refusal::NumberTooLarge)
    }

    /// A signed LEB128 number of at most 63 bits; ours are far smaller.
    pub(super) fn signed(&mut self) -> Result<i64, Refusal> {
        let mut value: i64 = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let unused = 64 - (shift + 7);
                return Ok(value << unused >> unused);
            }
        }
        Err(Refusal::NumberTooLarge)
    }

    /// A length or count that must fit what is left of the machine's address space.
    pub(super) fn length(&mut self) -> Result<usize, Refusal> {
        usize::try_from(self.unsigned()?).map_err(|_| Refusal::NumberTooLarge)
    }

    pub(super) fn u32(&mut self) -> Result<u32, Refusal> {
        u32::try_from(self.unsigned()?).map_err(|_| Refusal::NumberTooLarge)
    }
}

/// Reads a run-length column of at most `limit` values, each read by `value`.
pub(super) fn read_runs<'a, T: Clone>(
    column: &'a [u8],
    limit: usize,
    value: impl Fn(&mut Input<'a>) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let mut input = Input::new(column);
    let mut values = Vec::new();
    while !input.is_empty() {
        let count = input.signed()?;
        let len = usize::try_from(count.unsigned_abs()).map_err(|_| Refusal::NumberTooLarge)?;
        if len == 0 {
            return Err(Refusal::NotPlain);
        }
        if len > limit - values.len() {
            return Err(Refusal::TooManyOperations);
        }
        if count > 0 {
            let repeated = value(&mut input)?;
            values.extend(core::iter::repeat_n(repeated, len));
        } else {
            for _ in 0..len {
                values.push(value(&mut input)?);
            }
        }
    }
    Ok(values)
}

/// Reads a column of differences of at most `limit` values.
pub(super) fn read_deltas(column: &[u8], limit: usize) -> Result<Vec<u32>, Refusal> {
    let deltas = read_runs(column, limit, Input::signed)?;
    let mut last: i64 = 0;
    deltas
        .into_iter()
        .map(|delta| {
            last = last.checked_add(delta).ok_or(Refusal::NumberTooLarge)?;
            u32::try_from(last).map_err(|_| Refusal::NumberTooLarge)
        })
        .collect()
}

pub(super) fn write_unsigned(out: &mut Vec<u8>, mut value: u64) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

pub(super) fn write_signed(out: &mut Vec<u8>, mut value: i64) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        let sign = byte & 0x40 != 0;
        if (value == 0 && !sign) || (value == -1 && sign) {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

/// Writes a run-length column: two or more equal neighbours are a run, all else rows of values.
pub(super) fn write_runs<T: PartialEq>(values: &[T], write: impl Fn(&mut Vec<u8>, &T)) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = values;
    while let Some(first) = rest.first() {
        let run = rest.iter().take_while(|value| *value == first).count();
        if run > 1 {
            write_signed(&mut out, run as i64);
            write(&mut out, first);
            rest = &rest[run..];
            continue;
        }
        let pairs = rest.windows(2).position(|pair| pair[0] == pair[1]);
        let (row, after) = rest.split_at(pairs.unwrap_or(rest.len()));
        write_signed(&mut out, -(row.len() as i64));
        row.iter().for_each(|value| write(&mut out, value));
        rest = after;
    }
    out
}

/// Writes a column of differences.
pub(super) fn write_deltas(values: impl Iterator<Item = u32>) -> Vec<u8> {
    let mut last = 0;
    let deltas: Vec<i64> = values
        .map(|value| {
            let value = i64::from(value);
            value - core::mem::replace(&mut last, value)
        })
        .collect();
    write_runs(&deltas, |out, delta| write_signed(out, *delta))
}
