//! Taking a time: warmed up, repeated, and told as median and 99th percentile, because one number
//! hides the slow ones.

use std::time::{Duration, Instant};

/// Many times of the same act.
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Does `act` `warm_up` times unseen, then `times` times with the clock running.
    pub fn take(warm_up: usize, times: usize, mut act: impl FnMut(usize)) -> Self {
        (0..warm_up).for_each(&mut act);
        let mut spans: Vec<Duration> = (warm_up..warm_up + times)
            .map(|turn| {
                let begun = Instant::now();
                act(turn);
                begun.elapsed()
            })
            .collect();
        spans.sort_unstable();
        Self(spans)
    }

    /// Half were faster.
    pub fn median(&self) -> Duration {
        self.at(50)
    }

    /// One in a hundred was slower.
    pub fn p99(&self) -> Duration {
        self.at(99)
    }

    fn at(&self, percent: usize) -> Duration {
        let last = self.0.len().saturating_sub(1);
        self.0.get(last * percent / 100).copied().unwrap_or_default()
    }
}

/// Processor time this thread has used, as Linux counts it; nothing elsewhere.
pub fn processor_time() -> Option<Duration> {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counted.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// The most memory this process has ever held, in bytes, as Linux counts it; nothing elsewhere.
pub fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<usize>().ok().map(|kib| kib * 1024)
}
