//! What lies on the sheets and in no cell: text boxes, pictures and charts. It is counted, so that it can be told.

use domain::imports::FileProblem;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::xml::{Part, attributes};

/// What the drawings of a workbook hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawings {
    /// Text boxes, shapes and form controls with a text in them.
    pub text_boxes: u32,
    /// Pictures, charts and what else a frame holds.
    pub pictures: u32,
    /// Whether a drawing could not be read, or not to its end: there may be more.
    pub unread: bool,
}

/// Counts what the drawings hold, one part after another.
#[derive(Default)]
pub struct Count {
    own: Things,
    /// What stands in a drawing of the old kind (VML) as well, for older programs.
    copied: Things,
    /// What stands in drawings of the old kind.
    old: Things,
    unread: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Things {
    text_boxes: u32,
    pictures: u32,
}

/// Where in a drawing we are.
#[derive(Default)]
struct Place {
    /// In a picture that was counted and may yet say that it is copied.
    in_picture: bool,
    /// The shape says that it is copied.
    copied: bool,
    /// In the text of a shape, and whether a text was seen in it.
    body: Option<bool>,
    /// In `<a:t>`.
    in_text: bool,
    /// In a text box of the old kind, and whether a text was seen in it.
    old_box: Option<bool>,
    /// A text box of the old kind that may yet turn out to be a comment's, which are counted by themselves.
    pending: bool,
    /// What was counted when alternatives began.
    before_choices: Option<[Things; 2]>,
    /// How deep we are in what is drawn by programs that cannot draw what was counted already.
    fallback: u32,
}

impl Count {
    /// There is a drawing of which something could not be read.
    pub fn unread(&mut self) {
        self.unread = true;
    }

    /// Counts what stands in a drawing, up to its end or to what cannot be read.
    pub fn add(&mut self, part: &mut Part<'_>) {
        let mut place = Place::default();
        if self.search(part, &mut place).is_err() {
            self.unread = true;
        }
        self.old.text_boxes += u32::from(place.pending || place.old_box == Some(true));
    }

    /// All of it. Of what stands in both kinds of drawings, the kind counts that has more.
    pub fn done(self) -> Drawings {
        Drawings {
            text_boxes: self.own.text_boxes + self.copied.text_boxes.max(self.old.text_boxes),
            pictures: self.own.pictures + self.copied.pictures.max(self.old.pictures),
            unread: self.unread,
        }
    }

    fn search(&mut self, part: &mut Part<'_>, place: &mut Place) -> Result<(), FileProblem> {
        loop {
            match part.next()? {
                Event::Start(tag) => self.open(&tag, place)?,
                Event::End(tag) => self.close(tag.local_name().as_ref(), place),
                Event::Text(text) => self.text(!text.xml10_content().trim().is_empty(), place),
                Event::CData(text) => self.text(!text.xml10_content().trim().is_empty(), place),
                Event::GeneralRef(entity) => self.text(is_seen(&entity), place),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, place: &mut Place) -> Result<(), FileProblem> {
        let local = tag.local_name();
        let name = local.as_ref();
        if place.fallback > 0 {
            place.fallback += u32::from(!breaks_a_line(name));
            return Ok(());
        }
        match name {
            "AlternateContent" => place.before_choices = Some([self.own, self.copied]),
            "Fallback" if place.before_choices.is_some_and(|before| before != [self.own, self.copied]) => {
                place.fallback = 1;
            }
            "sp" => (place.copied, place.in_picture) = (false, false),
            "pic" | "graphicFrame" | "contentPart" => {
                self.own.pictures += 1;
                (place.copied, place.in_picture) = (false, true);
            }
            // It stands within the shape, before its text.
            "compatExt" if std::mem::take(&mut place.in_picture) => {
                self.own.pictures -= 1;
                self.copied.pictures += 1;
            }
            "compatExt" => place.copied = true,
            "txBody" => place.body = Some(false),
            "t" => place.in_text = place.body.is_some(),
            "textbox" => {
                self.old.text_boxes += u32::from(std::mem::take(&mut place.pending));
                place.old_box = Some(false);
            }
            "imagedata" => self.old.pictures += 1,
            "ClientData" => {
                let mut of_comment = false;
                attributes(tag, |name, value| of_comment |= name == "ObjectType" && value == "Note")?;
                self.old.text_boxes += u32::from(std::mem::take(&mut place.pending) && !of_comment);
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, place: &mut Place) {
        if place.fallback > 0 {
            place.fallback -= u32::from(!breaks_a_line(name));
            return;
        }
        match name {
            "txBody" => place.body = None,
            "t" => place.in_text = false,
            "textbox" => place.pending |= place.old_box.take() == Some(true),
            _ => {}
        }
    }

    /// A text, of which one can see something or not.
    fn text(&mut self, seen: bool, place: &mut Place) {
        if !seen || place.fallback > 0 {
            return;
        }
        if place.in_text && place.body == Some(false) {
            place.body = Some(true);
            let counted = if place.copied { &mut self.copied } else { &mut self.own };
            counted.text_boxes += 1;
        }
        if let Some(filled) = &mut place.old_box {
            *filled = true;
        }
    }
}

/// Whether it is the one tag of HTML that Excel does not close.
fn breaks_a_line(name: &str) -> bool {
    name.eq_ignore_ascii_case("br")
}

/// Whether one sees something of an entity: it is no blank.
fn is_seen(entity: &BytesRef<'_>) -> bool {
    match entity.resolve_char_ref() {
        Ok(Some(sign)) => !sign.is_whitespace(),
        _ => !entity.as_ref().eq_ignore_ascii_case("nbsp"),
    }
}
