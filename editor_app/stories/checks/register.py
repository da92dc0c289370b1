"""Every check by its id: how much it weighs and what it is about, in the order of the reference (`docs/checks.md`).

The ids are what `stet check --json` prints and what `checks` in `newsroom.yaml` raises; they never change. A test
holds this list against the checks' own source and against the reference.
"""

from __future__ import annotations

from editor_app.stories.checks.report import Severity

_FIX, _LOOK = Severity.MUST_FIX, Severity.LOOK_AT

CHECKS: dict[str, tuple[Severity, str]] = {
    # headline, standfirst, address
    "front_matter": (_FIX, "front matter that cannot be read as what it should be"),
    "no_headline": (_FIX, "no headline"),
    "headline_too_long": (_FIX, "a headline of more than 110 characters"),
    "long_title": (_LOOK, "a headline over the newsroom's limit (`limits`, 70)"),
    "headline_capitals": (_LOOK, "a headline all in capitals"),
    "headline_full_stop": (_LOOK, "a headline that ends in a full stop"),
    "duplicate_headline": (_LOOK, "another story with the same headline"),
    "long_kicker": (_LOOK, "a kicker over the newsroom's limit (32)"),
    "no_description": (_LOOK, "no standfirst; the page then describes itself by its first words"),
    "short_description": (_LOOK, "a standfirst of less than 50 characters"),
    "long_description": (_LOOK, "a standfirst over the newsroom's limit (160)"),
    "description_is_headline": (_LOOK, "a standfirst that repeats the headline"),
    "duplicate_description": (_LOOK, "another story with the same standfirst"),
    "bad_slug": (_FIX, "a slug with capitals, spaces or signs that an address cannot have"),
    "duplicate_slug": (_FIX, "another story with the same slug"),
    "bad_alias": (_LOOK, "an earlier address in `aliases` that cannot be a page of the site"),
    "no_site_address": (_FIX, "no `url` in `newsroom.yaml`"),
    "no_section": (_FIX, "no section, in a newsroom that has sections"),
    "unknown_section": (_LOOK, "a section that the newsroom does not have"),
    "no_tags": (_LOOK, "no tags"),
    "label_without_type": (
        _LOOK,
        "a kicker that says opinion or advertisement, without the `type` that makes the page say it",
    ),
    "not_approved": (_LOOK, "a story that is in review"),
    # byline
    "no_byline": (_LOOK, "no byline; the newsroom then signs"),
    "byline_by": (_LOOK, "a byline that begins with “By”, which the page adds"),
    "byline_title": (_LOOK, "a byline with a title or a job in it"),
    "byline_address": (_LOOK, "a byline with an e-mail or web address in it"),
    "byline_two_names": (_LOOK, "two names in one byline"),
    # times
    "embargo": (_FIX, "an embargo that has not ended"),
    "date_in_future": (_FIX, "a publication time that is still to come"),
    "updated_before_published": (_LOOK, "`lastmod` earlier than `date`"),
    "breaking_without_end": (_FIX, "a breaking or developing label without an end"),
    "breaking_without_start": (_FIX, "a label without a beginning"),
    "breaking_order": (_FIX, "a label that ends before it begins"),
    "breaking_ended": (_LOOK, "a label that has ended"),
    "breaking_stale": (_LOOK, "breaking for 24 hours, or developing for 12, without a change"),
    "two_breaking": (_LOOK, "two stories that are breaking at once"),
    "long_alert": (_LOOK, "an alert over the newsroom's limit (55)"),
    "correction_without_text": (_FIX, "a correction without its text"),
    "correction_without_date": (_FIX, "a correction without its time"),
    "correction_in_future": (_LOOK, "a correction with a time that is still to come"),
    "correction_euphemism": (_LOOK, "a correction that calls itself an update or an edit"),
    "updated_before_correction": (_LOOK, "`lastmod` earlier than the newest correction"),
    "updates_out_of_order": (_LOOK, "a timed update that is not later than the one below it"),
    "update_in_future": (_LOOK, "a timed update that is still to come"),
    "update_runs_on": (
        _LOOK,
        "an oldest update that goes on for long, since no crosshead or divider ends it",
    ),
    "wrong_weekday": (_LOOK, "a weekday that does not belong to the date beside it"),
    "mixed_dates": (_LOOK, "dates written in more than one way"),
    # pictures
    "no_picture": (_LOOK, "no picture in a story of more than 150 words"),
    "missing_picture": (_FIX, "a picture that is not there, is damaged, or of a kind that pages cannot show"),
    "no_alt": (_LOOK, "a picture without alt text that is not marked as decorative"),
    "alt_is_file_name": (_LOOK, "a file name as alt text"),
    "alt_is_caption": (_LOOK, "alt text that repeats the caption"),
    "long_alt": (_LOOK, "alt text over the newsroom's limit (140)"),
    "no_credit": (_LOOK, "a picture without a credit"),
    "small_share_picture": (_LOOK, "a share picture smaller than 1200 × 630"),
    # links
    "related_to_itself": (_FIX, "“Also read” that leads to the story itself"),
    "unpublished_related": (_LOOK, "“Also read” to a story that is not published; the page leaves it out"),
    "unpublished_link": (_LOOK, "a link to a story that is not published; the page shows its words alone"),
    "dead_story_link": (_LOOK, "a link to a story that is not there; the page shows its words alone"),
    "dead_site_link": (_LOOK, "an address on the newsroom's own site with no page behind it"),
    "dead_anchor": (_LOOK, "a link to a part of a page (`#part`) that is not there"),
    "related_twice": (_LOOK, "the same story twice in “Also read”"),
    "many_related": (_LOOK, "more than five “Also read” links"),
    "no_related": (_LOOK, "no “Also read” link in a story of more than 150 words"),
    "old_related": (_LOOK, "“Also read” to a story more than a year old"),
    "unlinked_also_read": (_LOOK, "an “Also read” entry that leads nowhere"),
    "empty_link": (_LOOK, "a link without an address"),
    "local_link": (_FIX, "a link to `localhost`, `file:` or a path of somebody's computer"),
    "strange_link": (_LOOK, "a link of a kind that pages leave out, or that cannot be read"),
    "http_link": (_LOOK, "a link by `http`"),
    "link_words": (_LOOK, "a link that reads “here” or “read more”"),
    # words
    "placeholder": (_FIX, "TK, TODO, lorem ipsum"),
    "leaked_front_matter": (_FIX, "front matter at the beginning of the text"),
    "template_mark": (_FIX, "marks of a template, such as `{{ name }}`"),
    "stray_mark": (_LOOK, "Markdown marks that readers would see"),
    "straight_quotes": (_LOOK, "straight quotes above the text, where the page does not set them"),
    "foreign_quotes": (_LOOK, "quotation marks that the story's language does not have"),
    "typed_signs": (_LOOK, "`--` or `...` above the text, where the page does not set them"),
    "double_spaces": (_LOOK, "two spaces beside each other"),
    "space_before": (_LOOK, "a space before a punctuation mark; French has one before ! ? ; :"),
    "crosshead_skipped": (_LOOK, "a small crosshead before any crosshead"),
    "no_text": (_LOOK, "no text"),
    "short_text": (_LOOK, "less than 40 words that are not breaking news"),
    "banned_word": (_LOOK, "a word of the newsroom's `banned_words`"),
    "language_mismatch": (_LOOK, "a text in another language than the story says"),
    # sharing
    "long_share_title": (_LOOK, "a share headline over the newsroom's limit (60)"),
    "long_share_description": (_LOOK, "a share description over the newsroom's limit (160)"),
    "long_share_text": (_LOOK, "a text longer than its network takes, link and hashtags counted"),
    "unknown_network": (_LOOK, "a network that Stet does not know"),
    # the newsroom
    "unknown_check": (_LOOK, "`checks` in `newsroom.yaml` names a check that there is not"),
}
"""id -> how much it weighs unless raised, and what it finds."""
