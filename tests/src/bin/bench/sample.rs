//! Taking a time: warmed up, repeated, and told as median and 99th percentile, because one number
//! hides the slow ones.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// Many times of the same act.
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Does `act` `warm_up` times unseen, then `times` times with the clock running.
    pub fn take(warm_up: usize, times: usize, mut act: impl FnMut(usize)) -> Self {
        Self::timed(warm_up, times, |turn| {
            let begun = Instant::now();
            act(turn);
            begun.elapsed()
        })
    }

    /// The same in processor time of this thread, for work that waits for nothing.
    pub fn take_cpu(warm_up: usize, times: usize, mut act: impl FnMut(usize)) -> Self {
        Self::timed(warm_up, times, |turn| {
            let begun = processor_time();
            act(turn);
            processor_time() - begun
        })
    }

    fn timed(warm_up: usize, times: usize, mut act: impl FnMut(usize) -> Duration) -> Self {
        (0..warm_up).for_each(|turn| _ = act(turn));
        Self::from((warm_up..warm_up + times).map(act).collect::<Vec<_>>())
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

impl From<Vec<Duration>> for Samples {
    fn from(mut spans: Vec<Duration>) -> Self {
        spans.sort_unstable();
        Self(spans)
    }
}

/// Processor time this thread has used: what work costs on a machine that does other work too.
pub fn processor_time() -> Duration {
    let used = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = Duration::from_secs(used.tv_sec.unsigned_abs());
    seconds + Duration::from_nanos(used.tv_nsec.unsigned_abs())
}

/// The most memory this process has ever held, in bytes, as Linux counts it; nothing elsewhere.
pub fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<usize>().ok().map(|kib| kib * 1024)
}
