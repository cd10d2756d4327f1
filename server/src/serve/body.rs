//! Bodies: those of requests come in in time, those of answers tell when they have ended.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{BoxError, body::Bytes};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use super::{
    Limits,
    open::{Answering, State},
};

/// The body of a request, which has its time to come in.
pub struct RequestBody {
    body: Incoming,
    state: Arc<State>,
    limits: Limits,
    began: Instant,
    received: u64,
    timer: Pin<Box<Sleep>>,
}

impl RequestBody {
    pub fn new(body: Incoming, state: Arc<State>, limits: Limits) -> Self {
        let began = Instant::now();
        Self { body, state, limits, began, received: 0, timer: Box::pin(sleep_until(began + limits.body)) }
    }

    fn received(&mut self, bytes: usize) {
        self.received += bytes as u64;
        let more = Duration::from_secs(self.received / self.limits.body_rate.max(1));
        self.timer.as_mut().reset(self.began + self.limits.body + more);
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                if let Some(data) = frame.data_ref() {
                    let bytes = data.len();
                    self.received(bytes);
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(other) => Poll::Ready(other.map(|frame| frame.map_err(Into::into))),
            Poll::Pending => match self.timer.as_mut().poll(cx) {
                Poll::Ready(()) => {
                    self.state.give_up();
                    Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::TimedOut).into())))
                }
                Poll::Pending => Poll::Pending,
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer. As long as it lasts, its connection is not idle.
pub struct AnswerBody {
    body: axum::body::Body,
    _answering: Answering,
}

impl AnswerBody {
    pub fn new(body: axum::body::Body, answering: Answering) -> Self {
        Self { body, _answering: answering }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
