"""The tree of errors.

::

    AlertsError                 everything this program raises on purpose
    ├── ConfigError             the operator's configuration: said at start, by name
    ├── UsageError              a person's mistake, said to that person
    ├── StoreError              the database cannot be used as it is
    │   ├── AlreadyRunning      another process holds the lock beside it
    │   └── DatabaseGone        the file that was used is no longer there
    ├── SourceError             the official source's fault, said to the operator
    │   ├── PageUnusable        the page could not be had or links no workbook
    │   ├── DownloadFailed      a linked workbook could not be had
    │   ├── SourceResting       it is not asked for a while (``.until`` seconds, ``.because``)
    │   └── WorkbookRefused     the bytes are not a workbook that we read (has ``.reason``)
    └── SendError               one message was not delivered; the subclass says what follows
        ├── RetryLater          certainly not sent; try again (``.after`` seconds, ``.platform_wide``, ``.chat_only``)
        ├── Uncertain           may or may not have been sent
        ├── PartRefused         this chat takes no such thing as a file (``.extra``), but may take the text
        ├── Refused             this chat refuses the message, and nobody knows why
        ├── ChatLost            this chat cannot be reached until someone acts (``.reason``, ``.removed``)
        ├── ChatMoved           the chat lives somewhere else now (``.place``)
        ├── MessageRejected     the platform will never take this message (``.reason``)
        ├── NotEditable         this message, which arrived earlier, can be changed no more (``.reason``)
        └── PlatformLost        the platform refuses us altogether: token, ban (``.reason``)

Each names its *problem*, a phrase of ``bot.wording``, with the values that its sentence needs:
the sentence itself is made where somebody reads it, in that reader's language.
No value of any of these ever contains a token.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's own: the process that reads workbooks imports this module, and starts often
if TYPE_CHECKING:
    from bot.domain.chats import Place
    from bot.domain.messages import Extra


class AlertsError(Exception):
    """Everything that this program raises on purpose: a ``problem`` by name, and its ``values``."""

    def __init__(self, problem: str, **values: object) -> None:
        """Keep what happened; ``bot.wording`` has a sentence for every problem."""
        super().__init__(problem)
        self.problem = problem
        self.values = values

    def __str__(self) -> str:
        """For a traceback: the problem and its values; readers get `bot.wording.problems.problem_text`."""
        values = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.problem}: {values}" if values else self.problem


class ConfigError(AlertsError):
    """The configuration has an unknown key, lacks a value or holds a bad one."""


class UsageError(AlertsError):
    """A person asked for something that cannot be; the text is shown to that person."""


class StoreError(AlertsError):
    """The database cannot be used as it is."""


class AlreadyRunning(StoreError):
    """Another process holds the lock beside the database."""


class DatabaseGone(StoreError):
    """The file that was used is no longer there: going on would forget everything, or begin anew in silence."""


class SourceError(AlertsError):
    """The official source is at fault; the next poll tries again."""


class PageUnusable(SourceError):
    """The page could not be had, or links no workbook."""


class DownloadFailed(SourceError):
    """A linked workbook could not be had."""


class SourceResting(SourceError):
    """The source is not asked for ``until`` more seconds, ``because`` of what it answered last."""

    def __init__(self, until: float, because: SourceError) -> None:
        """Keep how long it rests, in seconds, and why."""
        super().__init__(because.problem, **because.values)
        self.until = until
        self.because = because


class WorkbookRefused(SourceError):
    """The bytes are not a workbook that we read."""

    def __init__(self, reason: str, case: str = "", **figures: str | int) -> None:
        """Keep ``reason``, a short name such as ``zip_bomb``, which ``case`` of it this is, and its figures."""
        super().__init__(reason, **figures)
        self.reason = reason
        self.case = case
        self.figures = figures


class SendError(AlertsError):
    """One message was not delivered, or not certainly; ``reason`` is a short name."""

    def __init__(self, reason: str) -> None:
        """Keep ``reason``: it is stored with the delivery and never holds a token."""
        super().__init__(reason)
        self.reason = reason


class RetryLater(SendError):
    """Certainly not sent: try again after ``after`` seconds (None: our own backoff)."""

    def __init__(
        self, reason: str, *, after: float | None = None, platform_wide: bool = False, chat_only: bool = False
    ) -> None:
        """Say with ``platform_wide`` that no message at all may go out before ``after``, where the platform says so.

        ``chat_only``: it says that other chats are not concerned.  With neither, nobody knows.
        """
        super().__init__(reason)
        self.after = after
        self.platform_wide = platform_wide
        self.chat_only = chat_only


class Uncertain(SendError):
    """The request went out and its answer did not come back."""


class PartRefused(SendError):
    """This chat does not take what the part has beside its text; the same without it may be taken."""

    def __init__(self, reason: str, extra: Extra) -> None:
        """Keep which ``extra`` is refused."""
        super().__init__(reason)
        self.extra = extra


class Refused(SendError):
    """The message was certainly not taken, for a reason that nobody knows: it may be taken at another time."""


class ChatLost(SendError):
    """Nothing, not even plain text, reaches this chat until someone acts."""

    def __init__(self, reason: str, *, removed: bool = False) -> None:
        """Say with ``removed`` that we were put out or blocked, or the chat is gone: it says itself when it is back.

        Otherwise a permission is missing, which may be given back without a word: it is tried again now and then.
        """
        super().__init__(reason)
        self.removed = removed


class ChatMoved(SendError):
    """The chat lives at another address now: send there, and remember it."""

    def __init__(self, place: Place, reason: str = "chat_moved") -> None:
        """Keep the new ``place`` of the chat; ``topic_gone``: it is the group whose topic this chat was."""
        super().__init__(reason)
        self.place = place


class MessageRejected(SendError):
    """The platform will never take this message, in this chat or any other: a fault proven to be its own."""


class NotEditable(SendError):
    """A message that arrived earlier can be changed no more: it is gone, too old or not ours."""


class PlatformLost(SendError):
    """The platform refuses us altogether, so every delivery stays due."""
