//! CBOR as `docs/wire-format.md` has it, once more and by hand, so that what our encoder writes is
//! checked against RFC 8949 and not against itself. Shown as JSON: a byte string is a string of
//! hexadecimal digits, a map with numbers for keys an object with those numbers as names.

use serde_json::{Map, Value};

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Hexadecimal digits as bytes.
///
/// # Panics
/// At anything else.
pub fn unhex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2), "two digits a byte");
    let digits = text.as_bytes().chunks_exact(2);
    digits
        .map(|pair| {
            let pair = std::str::from_utf8(pair).expect("digits are ASCII");
            u8::from_str_radix(pair, 16).expect("hexadecimal digits")
        })
        .collect()
}

/// The canonical bytes of what JSON shows: shortest numbers, definite lengths, ascending keys.
///
/// # Panics
/// At what has no such form.
pub fn encode(shown: &Value) -> Vec<u8> {
    match shown {
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(positive), _) => head(0, positive),
            (None, Some(negative)) => head(1, negative.unsigned_abs() - 1),
            _ => panic!("a whole number"),
        },
        Value::String(digits) => {
            let bytes = unhex(digits);
            [head(2, bytes.len() as u64), bytes].concat()
        }
        Value::Array(items) => {
            let encoded: Vec<u8> = items.iter().flat_map(encode).collect();
            [head(4, items.len() as u64), encoded].concat()
        }
        Value::Object(fields) => {
            let mut pairs: Vec<(Vec<u8>, &Value)> =
                fields.iter().map(|(key, value)| (encode(&key_value(key)), value)).collect();
            pairs.sort_by(|one, other| one.0.cmp(&other.0));
            let count = head(5, pairs.len() as u64);
            let pairs = pairs.into_iter().flat_map(|(key, value)| [key, encode(value)].concat());
            count.into_iter().chain(pairs).collect()
        }
        Value::Null | Value::Bool(_) => panic!("nothing on the wire is null, true or false"),
    }
}

/// A short name is a number, a long one an id.
fn key_value(key: &str) -> Value {
    if key.len() < 16 {
        Value::from(key.parse::<u64>().expect("a number for a key"))
    } else {
        Value::from(key)
    }
}

fn head(major: u8, number: u64) -> Vec<u8> {
    let first = major << 5;
    if let Ok(byte) = u8::try_from(number) {
        return if byte < 24 { vec![first | byte] } else { vec![first | 24, byte] };
    }
    if let Ok(short) = u16::try_from(number) {
        return [vec![first | 25], short.to_be_bytes().to_vec()].concat();
    }
    if let Ok(word) = u32::try_from(number) {
        return [vec![first | 26], word.to_be_bytes().to_vec()].concat();
    }
    [vec![first | 27], number.to_be_bytes().to_vec()].concat()
}

/// One value at the beginning of the bytes, as JSON shows it, and how many bytes it took.
///
/// # Panics
/// At anything that is not of the few kinds that are used.
pub fn decode(bytes: &[u8]) -> (Value, usize) {
    let (major, number, mut at) = read_head(bytes);
    let length = usize::try_from(number).expect("a length");
    let value = match major {
        0 => Value::from(number),
        1 => Value::from(-1 - i64::try_from(number).expect("a number of 63 bits")),
        2 => {
            let from = at;
            at += length;
            Value::from(hex(&bytes[from..at]))
        }
        4 => {
            let mut items = Vec::new();
            for _ in 0..length {
                let (item, took) = decode(&bytes[at..]);
                at += took;
                items.push(item);
            }
            Value::Array(items)
        }
        5 => {
            let mut fields = Map::new();
            for _ in 0..length {
                let (key, took) = decode(&bytes[at..]);
                at += took;
                let (value, took) = decode(&bytes[at..]);
                at += took;
                let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
                fields.insert(key, value);
            }
            Value::Object(fields)
        }
        other => panic!("major type {other} is not used"),
    };
    (value, at)
}

fn read_head(bytes: &[u8]) -> (u8, u64, usize) {
    let (major, short) = (bytes[0] >> 5, bytes[0] & 31);
    let longer = match short {
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return (major, u64::from(short), 1),
    };
    let number = bytes[1..=longer].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    (major, number, 1 + longer)
}

/// All of the bytes as one value.
///
/// # Panics
/// If something is left.
pub fn whole(bytes: &[u8]) -> Value {
    let (value, took) = decode(bytes);
    assert_eq!(took, bytes.len(), "one value and nothing after it");
    value
}
