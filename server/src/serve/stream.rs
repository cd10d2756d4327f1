//! A connection that is closed when it owes us something for too long.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep_until},
};

use super::{Limits, open::State};

/// What is waited for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The rest of the head of a request.
    Head,
    /// Another request.
    Idle,
    /// Nothing that has a time here: an answer, or the body of its request.
    Answer,
}

/// A stream with the time of what is waited for.
pub struct Timed {
    stream: TcpStream,
    state: Arc<State>,
    limits: Limits,
    phase: Phase,
    reading: Pin<Box<Sleep>>,
    /// Set while an answer is not being taken.
    writing: Option<Pin<Box<Sleep>>>,
}

impl Timed {
    pub fn new(stream: TcpStream, state: Arc<State>, limits: Limits) -> Self {
        let reading = Box::pin(sleep_until(Instant::now() + limits.head));
        Self { stream, state, limits, phase: Phase::Head, reading, writing: None }
    }

    /// Where the answer began or ended, other times begin.
    fn follow(&mut self) {
        match (self.state.is_answering(), self.phase) {
            (true, _) => self.phase = Phase::Answer,
            (false, Phase::Answer) => self.wait_for(Phase::Idle),
            (false, Phase::Head | Phase::Idle) => {}
        }
    }

    fn wait_for(&mut self, phase: Phase) {
        self.phase = phase;
        let time = if phase == Phase::Idle { self.limits.idle } else { self.limits.head };
        self.reading.as_mut().reset(Instant::now() + time);
    }

    fn written(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.writing = None;
            return written;
        }
        let until = Instant::now() + self.limits.stalled;
        let timer = self.writing.get_or_insert_with(|| Box::pin(sleep_until(until)));
        timer.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    fn is_over(&self) -> Option<io::Error> {
        self.state.is_over().then(|| io::ErrorKind::TimedOut.into())
    }
}

impl AsyncRead for Timed {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if let Some(error) = self.is_over() {
            return Poll::Ready(Err(error));
        }
        self.state.wake_after_answer(cx.waker());
        self.follow();
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(cx, buffer) {
            Poll::Ready(read) => {
                if self.phase == Phase::Idle && buffer.filled().len() > before {
                    self.wait_for(Phase::Head);
                }
                Poll::Ready(read)
            }
            Poll::Pending if self.phase == Phase::Answer => Poll::Pending,
            Poll::Pending => self.reading.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into())),
        }
    }
}

impl AsyncWrite for Timed {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if let Some(error) = self.is_over() {
            return Poll::Ready(Err(error));
        }
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.written(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let Some(error) = self.is_over() {
            return Poll::Ready(Err(error));
        }
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.written(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
