"""The live screen: a picture of the session, made from its events and painted by difference."""

from sciacoach.faces.screen.cards import StepCard
from sciacoach.faces.screen.face import ScreenFace
from sciacoach.faces.screen.frame import frame
from sciacoach.faces.screen.look import Colours, Look, colour_level, look_for
from sciacoach.faces.screen.view import View, at, folded

__all__ = [
    "Colours",
    "Look",
    "ScreenFace",
    "StepCard",
    "View",
    "at",
    "colour_level",
    "folded",
    "frame",
    "look_for",
]
