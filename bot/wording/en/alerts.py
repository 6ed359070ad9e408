"""What a chat is told when the list changes, in English.

An agreement "is on ICE's list" or "is no longer on ICE's list": the list does not say who ended it.
"""

from __future__ import annotations

from bot.wording.phrases import Phrase


class AlertPhrases:
    """Each event as it is told, and as it is taken back; each kind of change as it is counted."""

    alert_of_one = Phrase("{happened}.")
    alert_of = Phrase("{places}: {changes}.")
    alert_then = Phrase("{first} {rest}")
    alert_more = Phrase(one="{count:,} more change.", other="{count:,} more changes.")
    summary_title = Phrase("While this chat could not be reached: {changes}")
    summary_of = Phrase("Nothing could be sent here from {since} on. This is what changed meanwhile, all at once:")
    follows = Phrase("Because this chat follows {places} · /settings")
    follows_several = Phrase(
        one="Because this chat follows this {count} place · /settings",
        other="Because this chat follows these {count} places · /settings",
    )
    follows_all = Phrase("Because this chat follows all states · /settings")
    files_hint = Phrase("As a spreadsheet, too: /alerts files on")
    several_areas = Phrase(one="{count} place", other="{count} places")
    several_states = Phrase(one="{count} state", other="{count} states")
    brief_state = Phrase("{state} ({count}): {agencies}")
    brief_state_with_one = Phrase("{state}: {agencies}")
    brief_state_goes_on = Phrase("{state}, continued: {agencies}")
    brief_groups = Phrase("{first}; {rest}")
    brief_each = Phrase("{agency}: {what}")
    brief_placed = Phrase("{agency} {place}")
    brief_line = Phrase("{what}: {agencies}")
    brief_series = Phrase("{first} · {rest}")
    brief_agency = Phrase("{agency} ({county})")
    brief_renewed = Phrase("{agency} (before of {former})")
    brief_relabelled = Phrase("{agency} (in place of {former})")
    brief_again = Phrase("again")
    brief_no_other = Phrase("no other agreement")
    brief_stays = Phrase("stays with {models}")
    brief_has_also = Phrase("has also {models}")
    heading_of = Phrase("{heading}: {what}")
    heading_signed = Phrase("New on ICE's list ({count:,})")
    heading_ended = Phrase("No longer on ICE's list ({count:,})")
    heading_renewed = Phrase("Renewed ({count:,})")
    heading_relabelled = Phrase("Now listed under another agency ({count:,})")
    heading_pending_listed = Phrase("New on the pending list ({count:,})")
    heading_pending_dropped = Phrase("No longer on the pending list ({count:,})")
    heading_moa_posted = Phrase("Agreement posted ({count:,})")
    heading_moa_replaced = Phrase("Agreement replaced ({count:,})")
    heading_addendum_posted = Phrase("Addendum posted ({count:,})")
    heading_addendum_replaced = Phrase("Addendum replaced ({count:,})")
    heading_corrected = Phrase("Corrected on ICE's list ({count:,})")

    signed = Phrase("{agency} {place} is on ICE's list")
    signed_again = Phrase("{agency} {place} is on ICE's list again")
    signed_one_more = Phrase("{agency} {place} has one more agreement on ICE's list")
    signed_one_more_again = Phrase("{agency} {place} has an agreement that is on ICE's list again")
    ended = Phrase("{agency} {place} is no longer on ICE's list")
    ended_one_of_several = Phrase("{agency} {place} has an agreement that is no longer on ICE's list")
    signed_several_more = Phrase(
        one="{agency} {place} has {count} more agreement on ICE's list",
        other="{agency} {place} has {count} more agreements on ICE's list",
    )
    signed_several_again = Phrase(
        one="{agency} {place} has {count} agreement that is on ICE's list again",
        other="{agency} {place} has {count} agreements that are on ICE's list again",
    )
    ended_several = Phrase(
        one="{agency} {place} has {count} agreement that is no longer on ICE's list",
        other="{agency} {place} has {count} agreements that are no longer on ICE's list",
    )
    pending_listed = Phrase("{agency} {place} is on ICE's list of pending agreements")
    pending_listed_again = Phrase("{agency} {place} is on ICE's list of pending agreements again")
    pending_dropped = Phrase("{agency} {place} is no longer on ICE's list of pending agreements")
    renewed = Phrase("{agency} {place} renewed its agreement of {former}")
    relabelled = Phrase("{agency} {place} is now on ICE's list in place of {former}")
    pending_relabelled = Phrase("{agency} {place} is now on ICE's list of pending agreements in place of {former}")
    moa_posted = Phrase("{agency} {place} has its agreement posted on ICE's list")
    moa_replaced = Phrase("{agency} {place} has another text of its agreement posted on ICE's list")
    addendum_posted = Phrase("{agency} {place} has an addendum to its agreement posted on ICE's list")
    addendum_replaced = Phrase("{agency} {place} has another addendum to its agreement posted on ICE's list")
    corrected = Phrase("{agency} {place} is printed differently on ICE's list")

    no_other_agreement = Phrase("The agency has no other agreement on the list.")
    stays_with = Phrase("It stays on the list with: {models}.")
    has_also = Phrase("It has also: {models}.")
    same_agreement = Phrase("It is the same agreement; the list does not say why it has another name.")

    number_signed = Phrase(
        one="{count:,} agreement new on ICE's list",
        other="{count:,} agreements new on ICE's list",
    )
    number_ended = Phrase(
        one="{count:,} agreement no longer on ICE's list",
        other="{count:,} agreements no longer on ICE's list",
    )
    number_pending_listed = Phrase(
        one="{count:,} agreement new on the pending list",
        other="{count:,} agreements new on the pending list",
    )
    number_pending_dropped = Phrase(
        one="{count:,} agreement no longer on the pending list",
        other="{count:,} agreements no longer on the pending list",
    )
    number_moa_posted = Phrase(
        one="{count:,} agreement posted",
        other="{count:,} agreements posted",
    )
    number_renewed = Phrase(one="{count:,} agreement renewed", other="{count:,} agreements renewed")
    number_relabelled = Phrase(
        one="{count:,} agreement listed under another agency",
        other="{count:,} agreements listed under other agencies",
    )
    number_moa_replaced = Phrase(
        one="{count:,} agreement posted in another text",
        other="{count:,} agreements posted in other texts",
    )
    number_addendum_posted = Phrase(one="{count:,} addendum posted", other="{count:,} addenda posted")
    number_addendum_replaced = Phrase(one="{count:,} addendum replaced", other="{count:,} addenda replaced")
    number_corrected = Phrase(one="{count:,} agreement corrected", other="{count:,} agreements corrected")
    further_signed = Phrase("{count} new on ICE's list")
    further_ended = Phrase("{count} no longer on ICE's list")
    further_pending_listed = Phrase("{count} new on the pending list")
    further_pending_dropped = Phrase("{count} no longer on the pending list")
    further_moa_posted = Phrase("{count} agreement posted")
    further_renewed = Phrase("{count} renewed")
    further_relabelled = Phrase("{count} listed under another agency")
    further_moa_replaced = Phrase("{count} posted in another text")
    further_addendum_posted = Phrase(one="{count} addendum posted", other="{count} addenda posted")
    further_addendum_replaced = Phrase(one="{count} addendum replaced", other="{count} addenda replaced")
    further_corrected = Phrase("{count} corrected")
    kind_signed = Phrase("new on ICE's list")
    kind_ended = Phrase("no longer on ICE's list")
    kind_pending_listed = Phrase("new on the pending list")
    kind_pending_dropped = Phrase("no longer on the pending list")
    kind_moa_posted = Phrase("agreement posted")
    kind_renewed = Phrase("renewed, before of {former}")
    kind_relabelled = Phrase("now listed in place of {former}")
    kind_moa_replaced = Phrase("another text posted")
    kind_addendum_posted = Phrase("addendum posted")
    kind_addendum_replaced = Phrase("addendum replaced")
    kind_corrected = Phrase("corrected")


class CorrectionPhrases:
    """Each event as it is taken back where it was not so."""

    correction_of_one = Phrase("Correction: we were wrong about {agency} {place}.")
    correction_title = Phrase(
        one="Correction for {places}: we were wrong about {count:,} agreement.",
        other="Correction for {places}: we were wrong about {count:,} agreements.",
    )
    correction_of = Phrase("Our message of {time} was wrong about this:")
    wrong_agency = Phrase("{agency} {place}")

    not_signed = Phrase(
        "We said that it is on ICE's list ({model}). We take that back: the agreement counts as listed."
    )
    not_signed_again = Phrase(
        "We said that it is on ICE's list again ({model}). We take that back: the agreement counts as listed."
    )
    not_signed_one_more = Phrase(
        "We said that it has one more agreement on ICE's list ({model}). "
        "We take that back: the agreement counts as listed."
    )
    not_signed_one_more_again = Phrase(
        "We said that it has an agreement that is on ICE's list again ({model}). "
        "We take that back: the agreement counts as listed."
    )
    not_ended = Phrase(
        "We said that it is no longer on ICE's list ({model}). We take that back: the agreement counts as listed."
    )
    not_ended_one_of_several = Phrase(
        "We said that it has an agreement that is no longer on ICE's list ({model}). "
        "We take that back: the agreement counts as listed."
    )
    not_pending_listed = Phrase(
        "We said that it is on ICE's list of pending agreements ({model}). "
        "We take that back: the agreement counts as listed."
    )
    not_pending_listed_again = Phrase(
        "We said that it is on ICE's list of pending agreements again ({model}). "
        "We take that back: the agreement counts as listed."
    )
    not_pending_dropped = Phrase(
        "We said that it is no longer on ICE's list of pending agreements ({model}). "
        "We take that back: the agreement counts as listed."
    )
    not_moa_posted = Phrase(
        "We said that it has its agreement posted on ICE's list ({model}). "
        "We take that back: the agreement counts as listed."
    )
    not_renewed = Phrase(
        "We said that it renewed its agreement ({model}). "
        "We take that back: the list has the former signing date again."
    )
    not_relabelled = Phrase(
        "We said that it is on ICE's list in place of another agency ({model}). "
        "We take that back: the agreement counts as listed under its former name."
    )
    not_pending_relabelled = Phrase(
        "We said that it is on ICE's list of pending agreements in place of another agency ({model}). "
        "We take that back: the agreement counts as listed under its former name."
    )
    not_moa_replaced = Phrase(
        "We said that it has another text of its agreement posted on ICE's list ({model}). "
        "We take that back: the former text counts as posted."
    )
    not_addendum_posted = Phrase(
        "We said that it has an addendum to its agreement posted on ICE's list ({model}). "
        "We take that back: the agreement counts as listed without it."
    )
    not_addendum_replaced = Phrase(
        "We said that it has another addendum to its agreement posted on ICE's list ({model}). "
        "We take that back: the former addendum counts as posted."
    )
    not_corrected = Phrase(
        "We said that it is printed differently on ICE's list ({model}). "
        "We take that back: the agreement counts as listed."
    )
