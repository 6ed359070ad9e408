"""Commands, options and errors of click in a language."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from bot.domain.errors import AlertsError, ConfigError
from bot.program.cli import output
from bot.wording.languages import Words
from bot.wording.phrases import Sentence
from bot.wording.problems import problem_text


class Misconfigured(click.ClickException):
    """Starting again is no use, and its status says so: EX_CONFIG of sysexits.h."""

    exit_code = 78


def phrase(words: Words, name: str) -> Sentence:
    """The phrase of that name, where it follows from what is spoken of."""
    found: Sentence = getattr(words, name)
    return found


class WordedCommand(click.Command):
    """A command whose help is the phrases ``cli_help_…`` and ``cli_short_…`` of its name."""

    def __init__(self, words: Words, name: str, callback: Callable[..., None], *params: click.Parameter) -> None:
        """Do ``callback``, which is given the values of ``params``."""
        super().__init__(
            name,
            callback=callback,
            params=list(params),
            help=phrase(words, f"cli_help_{name}")(),
            short_help=phrase(words, f"cli_short_{name}")(),
            options_metavar=words.cli_metavar_options(),
        )
        self.words = words
        self.allow_extra_args = True  # they are refused below, in our words

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the option its help."""
        return _helpful(self.words, super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        _format_usage(self.words, self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        _format_options(self.words, self, ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse arguments that are too many."""
        with _misuse(self.words, self):
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            ctx.fail(self.words.cli_extra_arguments(count=len(rest), arguments=" ".join(map(str, rest))))
        return rest


class WordedGroup(click.Group):
    """Commands in the order of their definition; errors, our own and click's, as one line."""

    def __init__(self, words: Words, name: str, **settings: Any) -> None:
        """Take click's own ``settings``."""
        super().__init__(
            name,
            options_metavar=words.cli_metavar_options(),
            subcommand_metavar=words.cli_metavar_command(),
            **settings,
        )
        self.words = words

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  the shape is click's
        """List them as they were added."""
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Word what is wrong with an option."""
        with _misuse(self.words, self):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Turn an error of ours into one of click's."""
        try:
            return super().invoke(ctx)
        except AlertsError as error:
            failure = Misconfigured if isinstance(error, ConfigError) else click.ClickException
            raise failure(problem_text(self.words, error)) from error

    def main(  # type: ignore[override]  # click's has overloads for what it returns
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> Any:
        """Run as a program: say an error in words of ours, and exit with its status."""
        if not extra.pop("standalone_mode", True):
            return super().main(args, prog_name, standalone_mode=False, **extra)
        outputs = output.prepare()
        try:
            status = self._done(args, prog_name, terminal_width=output.width() - 2, **extra)
        except (OSError, SystemExit):  # as click leaves when a pipe is closed
            if not any(outlet and outlet.failed for outlet in outputs):
                raise
            status = 1
        unwritten = output.finish(outputs)
        if unwritten and unwritten.errno != errno.EPIPE:  # whoever closed a pipe has read enough
            status = status or 1
            _tell(self.words.cli_error(said=self.words.cli_unwritten(error=str(unwritten.strerror))))
        sys.exit(status)

    def _done(self, args: Sequence[str] | None, prog_name: str | None, **extra: Any) -> int:
        """Run, say what went wrong, and give the status."""
        try:
            status = super().main(args, prog_name, standalone_mode=False, **extra)
        except click.ClickException as error:
            _show(self.words, error)
            return error.exit_code
        except click.Abort:
            _tell(self.words.cli_aborted())
            return 1
        return status if isinstance(status, int) else 0

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the option its help."""
        return _helpful(self.words, super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        _format_usage(self.words, self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        _format_options(self.words, self, ctx, formatter)
        width = formatter.width - 6 - max(map(len, self.commands))
        with formatter.section(self.words.cli_section_commands()):
            formatter.write_dl([(name, command.get_short_help_str(width)) for name, command in self.commands.items()])


class Limit(click.Option):
    """An option whose help says its default and its range itself."""

    def get_help_extra(self, ctx: click.Context) -> Any:  # noqa: ARG002  the shape is click's
        """Add nothing."""
        return {}


class Day(click.DateTime):
    """A day such as 2025-02-28."""

    def __init__(self, words: Words) -> None:
        super().__init__(["%Y-%m-%d"])
        self._words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        """Read one, or say what is none."""
        try:
            found: dt.datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(self._words.cli_no_day(text=repr(value)), param, ctx)
        return found


class Number(click.IntRange):
    """A whole number between two others."""

    def __init__(self, words: Words, least: int, most: int) -> None:
        super().__init__(least, most)
        self._words = words
        self.range = f"{least}<=x<={most}"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read one, or say what is wrong with it."""
        try:
            number = int(value)
        except ValueError:
            self.fail(self._words.cli_no_number(text=repr(value)), param, ctx)
        try:
            return int(super().convert(number, param, ctx))
        except click.BadParameter:
            self.fail(self._words.cli_out_of_range(number=str(number), range=self.range), param, ctx)


class Figure(Number):
    """A number as people quote it: ``1,168`` or 1168."""

    def __init__(self, words: Words) -> None:
        super().__init__(words, 0, 10**9)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read one, or say what is wrong with it."""
        return super().convert(str(value).replace(",", ""), param, ctx)


class OneOf(click.Choice[str]):
    """One of a few words."""

    def __init__(self, words: Words, choices: Sequence[str]) -> None:
        super().__init__([str(choice) for choice in choices])
        self._words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read one, or say what it may be."""
        if value not in self.choices:
            self.fail(self._words.cli_no_choice(text=repr(value), choices=", ".join(self.choices)), param, ctx)
        return str(value)


def _helpful(words: Words, option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = words.cli_option_help()
    return option


def _format_usage(words: Words, command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    pieces = command.collect_usage_pieces(ctx)
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{words.cli_usage()} ")


def _format_options(words: Words, command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    with formatter.section(words.cli_section_options()):
        records = [record for option in options if (record := option.get_help_record(ctx))]
        formatter.write_dl(records, col_max=min(30, formatter.width // 3 + 2))


def _show(words: Words, error: click.ClickException) -> None:
    """Say an error on standard error, a wrong usage with how to use it."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        _tell(error.format_message())
        return
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is not None:
        hint = words.cli_try_help(command=ctx.command_path, option=max(ctx.help_option_names, key=len))
        _tell(f"{ctx.get_usage()}\n{hint}\n")
    _tell(words.cli_error(said=_said(words, error, ctx)))


def _tell(text: str) -> None:
    with contextlib.suppress(OSError):  # where standard error cannot be written to, there is nobody left to tell
        output.say(text, err=True)


def _said(words: Words, error: click.ClickException, ctx: click.Context | None) -> str:
    """Word an error by its type; one that has no phrase as click does."""
    match error:
        case click.exceptions.NoSuchCommand():
            said = words.cli_no_such_command(name=repr(error.command_name))
            return _guessed(words, said, error.possibilities)
        case click.NoSuchOption():
            said = words.cli_no_such_option(name=repr(error.option_name))
            return _guessed(words, said, error.possibilities)
        case click.MissingParameter() if error.param is not None:
            argument = isinstance(error.param, click.Argument)
            missing = words.cli_missing_argument if argument else words.cli_missing_option
            return missing(name=error.param.get_error_hint(ctx))
        case click.BadParameter() if error.param is not None:
            return words.cli_bad_value(name=error.param.get_error_hint(ctx), said=error.message)
        case _:
            return error.format_message()


def _guessed(words: Words, said: str, possibilities: Sequence[str] | None) -> str:
    if not possibilities:
        return said
    names = ", ".join(map(repr, sorted(possibilities)))
    return words.cli_did_you_mean(count=len(possibilities), said=said, names=names)


@contextlib.contextmanager
def _misuse(words: Words, command: click.Command) -> Iterator[None]:
    """Word what click says of an option that lacks its value, or has one and takes none."""
    try:
        yield
    except click.BadOptionUsage as error:
        options = [param for param in command.params if isinstance(param, click.Option) and not param.is_flag]
        valued = any(error.option_name in option.opts for option in options)
        sentence = words.cli_option_needs_value if valued else words.cli_option_takes_no_value
        raise click.BadOptionUsage(error.option_name, sentence(name=repr(error.option_name)), error.ctx) from None
