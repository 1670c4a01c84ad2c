"""Draws the program's icon in every size and format: python assets/icon/make_icon.py"""

from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
"""Pixels; each is a PNG file."""
DRAWN = 2048
"""Pixels of the drawing, from which the sizes are reduced."""
GROUND, GLOW, MAT, BODY, LEG = "#12303d", "#1c4757", "#5bb8a6", "#f4f1ea", "#f2b063"
ARROW = 48
ARROWS = {"on_dark": "#bcc7d1", "on_light": "#414b54"}
"""The arrow of a combo box, for dark and for light themes."""
UNIT = DRAWN / 100
"""The drawing is a hundred units wide and high."""


def main() -> None:
    whole = drawn()
    for size in SIZES:
        whole.resize((size, size), Image.Resampling.LANCZOS).save(HERE / f"icon_{size}.png", optimize=True)
    whole.resize((256, 256), Image.Resampling.LANCZOS).save(
        HERE / "icon.ico", sizes=[(size, size) for size in SIZES if size <= 256]
    )
    whole.resize((1024, 1024), Image.Resampling.LANCZOS).save(HERE / "icon.icns")
    for name, colour in ARROWS.items():
        arrow(colour).save(HERE / f"arrow_{name}.png", optimize=True)


def arrow(colour: str) -> Image.Image:
    """The arrow of a combo box, drawn for the highest density."""
    image = Image.new("RGBA", (DRAWN, DRAWN), (0, 0, 0, 0))
    _stroke(ImageDraw.Draw(image), [(18, 36), (50, 68), (82, 36)], 13, colour)
    return image.resize((ARROW, ARROW), Image.Resampling.LANCZOS)


def drawn() -> Image.Image:
    """A person lying on a mat and holding one knee to the chest, in a rounded square."""
    image = Image.new("RGBA", (DRAWN, DRAWN), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle(_box(3, 3, 97, 97), radius=22 * UNIT, fill=GROUND)
    pen.ellipse(_box(20, 16, 84, 80), fill=GLOW)
    _stroke(pen, [(14, 78), (86, 78)], 5, MAT)
    _stroke(pen, [(52, 67), (69, 49), (84, 70.5)], 9, BODY)  # the resting leg, its foot on the mat
    _stroke(pen, [(33, 68), (52, 68)], 12, BODY)  # the back
    _stroke(pen, [(52, 66), (42, 42), (62, 37)], 9, LEG)  # the knee drawn to the chest
    _stroke(pen, [(33, 65), (36, 50), (44, 43)], 6, BODY)  # the arm around it
    pen.ellipse(_box(12.5, 58, 28.5, 74), fill=BODY)
    return image


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return left * UNIT, top * UNIT, right * UNIT, bottom * UNIT


def _stroke(pen: ImageDraw.ImageDraw, points: list[tuple[float, float]], width: float, colour: str) -> None:
    """A line with round ends and joints."""
    scaled = [(x * UNIT, y * UNIT) for x, y in points]
    pen.line(scaled, fill=colour, width=round(width * UNIT))
    for x, y in scaled:
        half = width * UNIT / 2
        pen.ellipse((x - half, y - half, x + half, y + half), fill=colour)


if __name__ == "__main__":
    main()
