"""The body and its positions, drawn from our own outlines: as cells and as SVG."""

from sciacoach.figure.drawing import body, places
from sciacoach.figure.outlines import Seen, seen_for
from sciacoach.figure.picture import Cell, Picture, Tint
from sciacoach.figure.poses import pose
from sciacoach.figure.svg import body_svg, pose_svg

__all__ = [
    "Cell",
    "Picture",
    "Seen",
    "Tint",
    "body",
    "body_svg",
    "places",
    "pose",
    "pose_svg",
    "seen_for",
]
