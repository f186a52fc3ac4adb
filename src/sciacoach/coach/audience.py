"""The faces of one session, as one. What breaks for one of them breaks for nobody's record."""

import contextlib
from collections.abc import Callable, Sequence

from sciacoach.faces import Face, Stamped
from sciacoach.session.events import Moment


class Audience:
    """Tells every face. `died`: nobody can see or answer any more. What is told then goes to
    the faces that are left, so that a session whose screen is gone ends by voice."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = tuple(faces)
        self._left = list(faces)
        self.died = False

    def show(self, stamped: Stamped) -> None:
        """One event."""
        self._each(lambda face: face.show(stamped))

    def tick(self, moment: Moment) -> None:
        """Where the session stands now."""
        self._each(lambda face: face.tick(moment))

    def suspend(self) -> None:
        """The terminal is given back for a while."""
        self._each(lambda face: face.suspend())

    def restore(self) -> None:
        """The terminal is there again."""
        self._each(lambda face: face.restore())

    def close(self) -> None:
        """Close every face, also when one of them fails, and when nobody looks any more."""
        with contextlib.ExitStack() as stack:
            for face in reversed(self._faces):
                stack.callback(_close, face)

    def _each(self, tell: Callable[[Face], None]) -> None:
        for face in tuple(self._left):
            try:
                tell(face)
            except OSError:
                self._left.remove(face)
                self.died = True


def _close(face: Face) -> None:
    """A terminal that is gone needs nothing back."""
    with contextlib.suppress(OSError):
        face.close()
