//! Draws an uploaded picture anew, in a process of its own: what is kept is a PNG that this program wrote, without whatever else
//! stood in the file, and no larger than it is shown.

use std::{
    fs::File,
    io::{BufReader, Cursor, Write},
    path::Path,
};

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, ImageResult, Limits, imageops::FilterType};
use tokio::{io::AsyncReadExt, time::timeout};
use uuid::Uuid;

use crate::{context::internal, error::AppError, imports::reader::Reader};

/// The picture fits into this many pixels: three times the height at which a page shows it, for screens with fine pixels and paper.
const FITS: (u32, u32) = (640, 160);
/// The largest width and height that are read, in pixels.
const SIDE: u32 = 10_000;
/// What a picture may take while it is read, in bytes: one of 8,000 by 8,000 with four bytes a pixel.
const MEMORY: u64 = 256 * 1024 * 1024;
/// The longest PNG that the process may write, in bytes.
const WRITTEN: u64 = 1024 * 1024;

/// Writes the picture of a file to standard output.
///
/// # Errors
/// A file that is no PNG or JPEG, that is broken, or too large.
pub fn tell(path: &Path) -> ImageResult<()> {
    std::io::stdout().lock().write_all(&drawn(path)?)?;
    Ok(())
}

/// The PNG of a file by a process of this program; none when it is no picture that can be read.
pub async fn read(reader: &Reader, firm_id: Uuid, path: &Path) -> Result<Option<Vec<u8>>, AppError> {
    let _turn = reader.turns.of(firm_id).await?;
    let mut child = reader.command("read-picture").arg("--").arg(path).spawn()?;
    let _lifeline = child.stdin.take();
    let (Some(output), Some(errors)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(internal("a process without pipes"));
    };
    let (mut png, mut said) = (Vec::new(), String::new());
    let read = async {
        let (output, errors) = (output.take(WRITTEN), errors.take(WRITTEN));
        let (mut output, mut errors) = (output, errors);
        tokio::try_join!(output.read_to_end(&mut png), errors.read_to_string(&mut said))?;
        child.wait().await
    };
    let ended = timeout(reader.patience, read).await;
    match ended {
        Ok(Ok(status)) if status.success() => return Ok(Some(png)),
        // It said by itself that this is no picture.
        Ok(Ok(status)) if status.code() == Some(1) && said.is_empty() => {}
        Ok(Ok(status)) => tracing::warn!(%status, said, "a process that reads a picture broke down"),
        Ok(Err(error)) => tracing::warn!(%error, "a process that reads a picture could not be heard"),
        Err(_) => tracing::warn!("a process that reads a picture was stopped: it took too long"),
    }
    Ok(None)
}

/// The picture, upright, as a PNG that fits. It is never drawn larger than it is.
fn drawn(path: &Path) -> ImageResult<Vec<u8>> {
    let mut reader = ImageReader::new(BufReader::new(File::open(path)?)).with_guessed_format()?;
    reader.limits(limits());
    let mut decoder = reader.into_decoder()?;
    let upright = decoder.orientation()?;
    // Not done by who makes a picture of a decoder.
    limits().reserve(decoder.total_bytes())?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(upright);
    let (width, height) = FITS;
    if picture.width() > width || picture.height() > height {
        picture = picture.resize(width, height, FilterType::Lanczos3);
    }
    let mut png = Cursor::new(Vec::new());
    DynamicImage::from(picture.into_rgba8()).write_to(&mut png, ImageFormat::Png)?;
    Ok(png.into_inner())
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    limits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(picture: &DynamicImage, format: ImageFormat) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        picture.save_with_format(file.path(), format).unwrap();
        file
    }

    fn size(png: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory_with_format(png, ImageFormat::Png).unwrap();
        (picture.width(), picture.height())
    }

    #[test]
    fn a_picture_becomes_a_png_that_fits_and_is_never_enlarged() {
        for ((width, height), fits) in
            [((1280, 320), (640, 160)), ((100, 40), (100, 40)), ((300, 1600), (30, 160)), ((6400, 16), (640, 2))]
        {
            for format in [ImageFormat::Png, ImageFormat::Jpeg] {
                let file = of(&DynamicImage::new_rgb8(width, height), format);
                assert_eq!(size(&drawn(file.path()).unwrap()), fits, "{width} × {height} {format:?}");
            }
        }
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        let mut wide = Cursor::new(Vec::new());
        DynamicImage::new_luma8(SIDE + 1, 1).write_to(&mut wide, ImageFormat::Png).unwrap();
        let mut cut = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(200, 200).write_to(&mut cut, ImageFormat::Png).unwrap();
        let cut = &cut.get_ref()[..cut.get_ref().len() / 2];
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        let mut heavy = Cursor::new(Vec::new());
        DynamicImage::new_rgba8(8_200, 8_200).write_to(&mut heavy, ImageFormat::Png).unwrap();
        for bytes in [&b""[..], svg, b"GIF89a\x01\x00\x01\x00", wide.get_ref(), heavy.get_ref(), cut] {
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), bytes).unwrap();
            assert!(drawn(file.path()).is_err());
        }
    }
}
