"""The problems in English: what is wrong, and what to do."""

from collections.abc import Mapping

from dagmar.basis.problems import Code

ENGLISH: Mapping[Code, tuple[str, str]] = {
    Code.FILE_NOT_FOUND: ("there is no such file, or it cannot be read", "check the name and the folder"),
    Code.FILE_TOO_LARGE: (
        "the file is {size} bytes, more than the {most} that are read",
        "split it, or leave out what does not belong to it",
    ),
    Code.NOT_UTF8: ("the file is not in UTF-8 from this line on", "save it as UTF-8; a spreadsheet calls it CSV UTF-8"),
    Code.NOT_YAML: (
        "this is not YAML: {what:yaml}",
        "look at the indentation, the quotes and the colons here and just above",
    ),
    Code.NOT_JSON: ("this is not JSON: {what}", "take the file as `dagmar explain --format json` wrote it"),
    Code.NOT_CSV: ("this is not CSV: {what}", "save the table as CSV with commas"),
    Code.COLUMN_MISSING: ("the table lacks {missing:columns}", "the first line names the columns: {columns:all}"),
    Code.TOO_DEEP: (
        "the file is nested more than {most} levels deep",
        "no agreement needs that; look for a stray bracket",
    ),
    Code.ALIAS: (
        "`*{name}` stands for something written elsewhere",
        "write it out here; agreement files have no aliases",
    ),
    Code.TAG: ("`{tag}` is a tag", "take it away; agreement files have no tags"),
    Code.SEVERAL_DOCUMENTS: ("a second document begins here", "put each agreement in a file of its own"),
    Code.DUPLICATE_KEY: ("`{key}` stands already on line {first}", "keep one of the two"),
    Code.UNKNOWN_KEY: ("`{key}` is no key here", "{near:meant}{key:word}the keys here are {allowed:all}"),
    Code.MISSING_KEY: ("`{key}` is missing", "add it; the manual lists every key and what it holds"),
    Code.EMPTY_VALUE: ("there is no value", "write the value, or take the key away"),
    Code.WRONG_KIND: (
        "{expected:kind} is needed here, not {found:kind}",
        "write it as {expected:shape}",
    ),
    Code.NOT_ONE_OF: ("`{text}` is none of the words that may stand here", "{text:word}write one of {allowed:list}"),
    Code.BAD_ID: ("`{text}` is no short name", "{text:id}use a–z, 0–9 and -, a letter first"),
    Code.BAD_MONTH: ("`{text}` is no month", "write year and month: 2025-03"),
    Code.BAD_DATE: ("`{text}` is no date", "write the day as {text:dated}"),
    Code.BAD_NUMBER: ("`{text}` is no number of the kind that is needed here", "write digits only"),
    Code.BAD_SHARE: ("`{text}` is no share", "write a fraction such as 1/2 or 4/5, or a percentage such as 80 %"),
    Code.BAD_MONEY: (
        "`{text}` is no amount",
        "write {text:money} or 12,50 kr: digits grouped by spaces or not at all, two decimals or none",
    ),
    Code.DUPLICATE_ID: ("`{id}` is used already", "give each its own"),
    Code.UNKNOWN_CLAUSE: ("the agreement has no clause `{clause}`", "correct it, or add the clause under `clauses`"),
    Code.UNKNOWN_REFERENCE: ("`{id}` is not in this file", "the file has {known:list}"),
    Code.UNKNOWN_PARTY: (
        "no party is known as `{party}`",
        "{near:meant}{party:word}use an id such as region-01 or skr; where a class may stand, also regions, "
        "municipalities, counties or collaborative-regions",
    ),
    Code.PARTY_NOT_THAT_YEAR: ("`{party}` did not exist when {year} began", "name the party that existed then"),
    Code.YEAR_OUTSIDE_PERIOD: (
        "{year} is outside the agreement's period, {first} to {last}",
        "correct the year, or the period",
    ),
    Code.DATES_OUT_OF_ORDER: (
        "{what} on {day:day} comes before {before} on {before_day:day}",
        "check both dates against the text",
    ),
    Code.SUM_DIFFERS: (
        "the document says {says:kr}, the grants give {parts:kr}: {difference:diff}",
        "check the sum and each grant against the text",
    ),
    Code.PARTS_DIFFER: (
        "{pot:kr} are to be divided, the parts give {parts:kr}: {difference:diff}",
        "correct a part, or write the last part as `rest`",
    ),
    Code.DECIDED_DIFFERS_FROM_RULE: (
        "{recipient} has {decided:kr} in the decided table, the rule gives {computed:kr}: {difference:diff}",
        "check the row, the population and the rounding; if the table departs from its rule, write it as `by: table`",
    ),
    Code.DECIDED_DIFFERS_FROM_POT: (
        "the decided table adds up to {rows:kr}, the pot is {pot:kr}: {difference:diff}",
        "check the rows and the total against the text",
    ),
    Code.DECIDED_ROW_MISSING: (
        "{recipient} is given {computed:kr} by the rule and has no row in the decided table",
        "add the row, or correct whom the rule is for",
    ),
    Code.DECIDED_ROW_UNEXPECTED: (
        "{recipient} has {decided:kr} in the decided table and is not among the recipients of the rule",
        "correct the row, or correct whom the rule is for",
    ),
    Code.NOT_A_BENEFICIARY: (
        "the rule gives money to {recipients:list}, whom the grant is not for",
        "correct `beneficiary`, or whom the rule is for",
    ),
    Code.NAMED_TWICE: (
        "{recipients:list} is named twice",
        "name each once; a class holds all of its members",
    ),
    Code.PART_NOT_WHOLE: (
        "{share} of {pot:kr} is no whole number of öre",
        "write the sum in kronor, and the last part as `rest`",
    ),
    Code.PLACEHOLDER: (
        "`{text}` is still the start's own text",
        "write what the agreement says",
    ),
    Code.YEAR_NOT_LISTED: (
        "{year} is not among the agreement's years, {years:list}",
        "correct the year, or add it under `years`",
    ),
    Code.COMMA_IN_BRACES: (
        "`{key}` is read as a key of its own, because a comma within braces begins the next one",
        "put the whole value in quotes",
    ),
    Code.NO_RECEIPT: (
        "the file holds no receipt",
        "take the file as `dagmar explain --format json` wrote it",
    ),
    Code.SEVERAL_YEARS: (
        "{agreement} has money of several years, {known:list}",
        "choose one with --year",
    ),
    Code.KEY_NOT_TEXT: (
        "a key is needed here, and this is none",
        "write a name before the colon",
    ),
    Code.SEVERAL_RESTS: (
        "{count} parts are `rest`",
        "leave the rest to one part",
    ),
    Code.FILE_REFUSED: (
        "the file or folder cannot be used: {what}",
        "check the name, the folder and the rights",
    ),
    Code.DECIDED_WITHOUT_POT: (
        "there is a decided table, and the pot's own amount is not stated or decided later",
        "write the amount that the table divides",
    ),
    Code.REST_TO_UNUSED: (
        "`rest_to` stands beside a policy that does not use it",
        "take it away, or choose `floor-rest-to-named`",
    ),
    Code.TOO_LONG: (
        "the list has more than {most} items",
        "no agreement needs that; look for something that was written over and over",
    ),
    Code.BAD_CHARACTER: (
        "the text holds a character that cannot be kept",
        "write it again by hand",
    ),
    Code.BAD_ROW: (
        "the row has {found} cells, the first line {expected}",
        "write a decimal as 0.25, or put the cell in quotes",
    ),
    Code.COLUMN_TWICE: (
        "the column `{column}` stands twice",
        "keep one of the two",
    ),
    Code.NO_ROUNDING: (
        "the rule divides, and nothing says how shares are rounded",
        "add `rounding` with policy, unit and origin",
    ),
    Code.NO_POPULATION: (
        "there is no population of {day:day} for {missing:list}",
        "take a day that the catalogue has, or add that day's population with its source",
    ),
    Code.OLD_POPULATION: (
        "the population is of {day:day}, more than a year before {year} began",
        "check that the text names this day",
    ),
    Code.DUTY_WITHOUT_RECEIVER: (
        "clause {clause} does not say who receives `{duty}`",
        "ask the parties, and note their answer",
    ),
    Code.SIGNED_BY_ANOTHER: (
        "clause {clause} lays `{duty}` on {owner}, and lets {signer} sign it",
        "a slip of the pen is likely; ask the parties who is to sign",
    ),
    Code.POT_NOT_WHOLE: ("{pot:kr} is no whole number of {unit:unit}", "choose a smaller unit, or correct the amount"),
    Code.POT_NEGATIVE: ("{pot:kr} is less than nothing", "write an amount from 0 kr"),
    Code.NO_RECIPIENTS: ("there is nobody to divide among", "name at least one recipient"),
    Code.WEIGHT_NEGATIVE: ("{recipient} has a weight below zero", "write weights from 0"),
    Code.WEIGHTS_ALL_ZERO: ("all {count} weights are zero", "give at least one recipient a weight"),
    Code.RESIDUAL_TOO_LARGE: (
        "rounding leaves {residual:diff} for {recipient}, whose share is only {share:kr}",
        "choose a smaller unit, or the policy largest-remainder",
    ),
    Code.REST_TO_NOBODY: (
        "the rest is to go to a named recipient, and `{recipient}` is not one of them",
        "name a recipient as `rest_to` (for `dagmar split`: --rest-to)",
    ),
    Code.DUPLICATE_RECIPIENT: ("{recipient} stands already on line {first}", "give each recipient one row"),
    Code.DECIDED_LATER: (
        "this is decided later, by {whom} (clause {clause})",
        "nothing is allocated until the decision is recorded",
    ),
    Code.NOT_STATED: (
        "the document does not state this (clause {clause})",
        "nothing is allocated; nothing is put in its place",
    ),
    Code.UNKNOWN_AGREEMENT: (
        "no agreement is called `{text}`",
        "name a file that is there, or one of the catalogue's: {known:list}",
    ),
    Code.UNKNOWN_GRANT: ("{agreement} has no grant `{text}`", "its grants are {known:list}"),
    Code.UNKNOWN_YEAR: ("{agreement} has no money of {text}", "its years are {known:list}"),
    Code.NOT_A_RECIPIENT: ("{recipient} gets nothing by this rule", "the recipients are {known:list}"),
    Code.FILE_EXISTS: ("the file is there already", "choose another name, or delete it; nothing was written"),
    Code.NO_DATABASE: ("there is no database yet", "make it: dagmar migrate (or play the demo: dagmar demo)"),
    Code.NOT_A_DEMO: (
        "there is a database here that is no demo",
        "choose another DAGMAR_HOME for the demo; nothing was touched",
    ),
    Code.CASES_OPEN: (
        "the cases of {year} were opened under version {version} of {agreement}",
        "bring the change into the cases that exist; no right is given twice",
    ),
    Code.TIME_PASSED: (
        "something later has already happened in the case: {last}",
        "tell a time from then on",
    ),
    Code.TIME_TO_COME: (
        "{at} has not been yet",
        "tell a time that has been, or none, which is now",
    ),
    Code.UNKNOWN_CASE: ("there is no case {number}", "look at the list of your cases"),
    Code.UNKNOWN_PERSON: ("nobody is known as `{text}`", "add the person first: dagmar admin person"),
    Code.VERSION_EXISTS: (
        "version {version} of {agreement} is approved already, with other content",
        "raise `version` by one",
    ),
    Code.CASE_TERMS_MISSING: (
        "{grant} has no terms for {recipient}: {missing:list} is missing",
        "add the duty with its form and due date to the agreement",
    ),
    Code.NOT_YOUR_ROLE: (
        "this is done by a {role:role}",
        "ask somebody who holds that role for the party",
    ),
    Code.WRONG_STAGE: (
        "`{command}` does not fit a case that is {stage:stage}",
        "open the case again and see what it waits for",
    ),
    Code.CONTENT_CHANGED: (
        "what you act on is not what stands now; somebody has changed it",
        "open the case again, read what is new, and repeat",
    ),
    Code.SAME_PERSON: (
        "you have {deed:done} this yourself; another person must do the next step",
        "let a colleague with the role take it; a second account does not help",
    ),
    Code.EACH_OTHERS: (
        "the two of you decide on what the other has prepared",
        "let a third person decide",
    ),
    Code.NOT_WHAT_WAS_DECIDED: (
        "{amount:kr} is not what was decided, {decided:kr}",
        "pay exactly the decided sum",
    ),
    Code.OVER_THE_MOST: (
        "{amount:kr} is {difference:kr} more than the {most:kr} that remain",
        "correct the sum",
    ),
    Code.AMOUNT_ZERO: (
        "the sum is 0 kr",
        "write a sum above zero",
    ),
    Code.DAY_PASSED: (
        "{day:day} has passed",
        "choose a day from today",
    ),
    Code.DAY_TO_COME: (
        "{day:day} has not come yet",
        "write the day of the decision as it stands in it",
    ),
    Code.NO_RECLAIM_CLAUSE: (
        "the agreement gives no right to reclaim",
        "ask the Government Offices",
    ),
    Code.NOT_YET_LATE: (
        "the statement is due on {day:day}; it is not late yet",
        "wait until that day has passed",
    ),
    Code.FIELD_MISSING: (
        "`{id}` is not filled in",
        "fill it in",
    ),
    Code.BAD_FIELD: (
        "this is no valid {kind:field}",
        "correct it; nothing else that you wrote is lost",
    ),
    Code.UNKNOWN_FIELD: (
        "the form has no field `{id}`",
        "take it away",
    ),
    Code.NOT_TICKED: (
        "{missing:list} is not ticked",
        "tick what you have checked, or choose alternative 2",
    ),
    Code.PERSONAL_NUMBER: (
        "a personal identity number stands here; it was not saved",
        "take it away and send again; a name is enough",
    ),
    Code.RECEIPT_AMOUNT_DIFFERS: (
        "the receipt says {says:kr}, its own terms and facts give {computed:kr}",
        "ask whoever issued the receipt for the original",
    ),
    Code.RECEIPT_STEP_DIFFERS: (
        "step {number} ({step}) says {says}, its own terms and facts give {computed}",
        "ask whoever issued the receipt for the original",
    ),
    Code.RECEIPT_HASH_DIFFERS: (
        "every step holds, but the hash is {computed} and the receipt says {says}",
        "a source, a clause or a heading was changed; ask whoever issued the receipt for the original",
    ),
    Code.FIGURES_DISAGREE: (
        "clause {clause} prints {says:kr} for what clause {where} prints {other:kr} for",
        "ask which of the two holds, and keep both as they are printed",
    ),
    Code.COUNTS_DISAGREE: (
        "clause {clause} gives {whom} {says} members and lists {count}",
        "ask which holds; leave both as they are printed",
    ),
    Code.BILL_OF_ANOTHER_YEAR: (
        "clause {clause} says that the budget bill for {bill} sets aside {amount:kr} for {year}",
        "a bill sets aside money for its own year; ask whether {bill} was meant",
    ),
    Code.REFERENCE_TO_NOTHING: (
        "clause {clause} points to clause {to}, which the agreement does not have",
        "ask which clause was meant; keep the pointer as it is printed",
    ),
    Code.PAGE_DIFFERS: (
        "clause {clause} points to page {says} for {to}, which begins on page {first}",
        "ask which was meant; keep the pointer as it is printed",
    ),
    Code.TWO_NAMES: (
        "clause {clause} says “{name}”, clause {where} says “{other}” of the same thing",
        "use one name in what you write, and say that the other is the same",
    ),
    Code.FINAL_BEFORE_END: (
        "`{duty}` is final and due on {day:day}, before its period ends on {last:day}",
        "correct the day, or write `interim: true` if it may come before the end",
    ),
    Code.NO_FALLBACK: (
        "nothing says where the money of `{grant}` goes if nobody wins it",
        "write `unwon`: a rule, `returned`, or `not-stated` where the document is silent",
    ),
    Code.TWO_RULES: (
        "`{year}` has a pot already (clause {where}): clause {clause} would divide the same money once more",
        "make it one pot with `parts`, or two grants",
    ),
    Code.DUTY_WITHOUT_DATE: (
        "nothing says when `{duty}` is due (clause {clause})",
        "write a day for each year, a month, or `when-finished`; ask if the document is silent",
    ),
    Code.CLAUSE_UNUSED: (
        "nothing in this file comes from clause {clause}",
        "add what it says, or a note with `kind: left-out` that says why not",
    ),
    Code.PAYEE_NO_LEGAL_PERSON: (
        "{whom} is no legal person and cannot be paid (clause {clause})",
        "ask who receives the money, and write it under `payee`",
    ),
    Code.TIER_WITHOUT_LIMIT: (
        "this step has no limit",
        "write `at_least`, `above` or `at_most`",
    ),
    Code.FIGURES_AWAITED: (
        "waits for the figures of `{measure}`",
        "give them with `--figures FILE.csv` when they are published",
    ),
    Code.FIGURE_MISSING: (
        "the figures of `{measure}` lack {missing:list}",
        "complete the table; a requirement that is not met is 0",
    ),
    Code.FIGURE_UNKNOWN: (
        "the agreement measures nothing called `{measure}`",
        "it has {known:list}",
    ),
    Code.EDITIONS_DIFFER: (
        "the figures of `{measure}` must all name one and the same edition",
        "write the edition and its date in each row",
    ),
    Code.UNWON_RETURNED: (
        "{amount:kr} is won by nobody and stays with the payer",
        "nothing needs to be done",
    ),
    Code.UNWON_NOT_STATED: (
        "{amount:kr} is won by nobody, and the agreement does not say where it goes",
        "ask, and write it under `unwon`",
    ),
    Code.OVERLAY_CHANGES_NOTHING: (
        "the overlay changes nothing: `{at}` is `{text}` already",
        "change another value, or take this line away",
    ),
    Code.OVERLAY_NOWHERE: (
        "`{step}` is nowhere in `{at}`",
        "{near:meant}there is {known:list}; items of a list are named by their id or year, or counted from 0",
    ),
    Code.OVERLAY_MOVES_NOTHING: (
        "the terms change, but no recipient gets another sum",
        "look whether the pot has an amount, a rule and its figures, or whether the change is one of words",
    ),
    Code.NO_SWEEP: (
        "the overlay has nothing to sweep over",
        "write `sweep:` with a list of values, or with `from`, `to` and `step`",
    ),
    Code.SWEEP_TOO_LONG: (
        "the sweep has {count} scenarios, more than {most}",
        "take wider steps",
    ),
    Code.POPULATION_KNOWN: (
        "the population of {day:day} is known already",
        "a known figure is never written over; correct the day",
    ),
    Code.POPULATION_INCOMPLETE: (
        "the table lacks {missing:list}",
        "complete it, or adopt it as it is with --accept-warnings",
    ),
    Code.POPULATION_JUMPS: (
        "{party} goes from {before} to {count} people",
        "look whether two rows were swapped; adopt it with --accept-warnings if it is right",
    ),
    Code.COUNTY_NOT_ITS_PARTS: (
        "{party} has {count} people, its municipalities have {parts_count}",
        "take all figures from the same table and day",
    ),
    Code.DATABASE_BEHIND: (
        "the database is of an earlier version",
        "run `dagmar migrate`; take a copy of the file first",
    ),
    Code.BAD_VALUE: (
        "`{text}` is no measured value",
        "write 71 %, 0,71, -3 % or 1 250; a requirement is 1 where it is met and 0 where it is not",
    ),
    Code.BAD_DUE: (
        "`{text}` says no time that can be kept",
        "{text:word}write a day such as {text:dated}, a month such as 2017-08, {{at_least: 12, within: "
        "2017}} for monthly{allowed:one-of}",
    ),
    Code.FALLBACK_NOT_STATED: (
        "clause {clause} does not say where the money of `{grant}` goes if nobody wins it",
        "ask the parties; until they answer, what nobody wins is told with its sum",
    ),
    Code.STEP_NEVER_DECIDES: (
        "step {number} never decides: whoever reaches it also reaches a step that weighs as much or more",
        "look whether limits or weights were exchanged",
    ),
    Code.VALUE_NOT_POSSIBLE: (
        "`{text}` cannot be a value of `{measure}`, which is {unit:measured}",
        "write a share as 71 % or 0,71, a count as a whole number, a requirement as 1 or 0",
    ),
    Code.YEAR_WITHOUT_POT: (
        "the agreement has {year} among its years, but `{grant}` has no pot for it",
        "if it has money that year, add a pot, with an amount that is decided later or not stated if so",
    ),
    Code.FIGURE_OF_NOBODY: (
        "`{recipient}` is not judged by `{measure}`",
        "{near:meant}write the id of a recipient; where a county is judged together, the county, such as county-12",
    ),
    Code.SWEEP_FORGOTTEN: (
        "the overlay changes nothing by itself; it has values to sweep over",
        "add --sweep",
    ),
    Code.GATE_JUDGES_NOT: (
        "no requirement of this gate judges {recipients:list}: they take part whatever they did",
        "look whether the requirement's `of` names them; if they are meant to be free of it, nothing needs to be done",
    ),
    Code.OVER_THE_CLAIM: (
        "rounding gives {recipient} {amount:kr}, more than the {most:kr} that it may claim",
        "choose a smaller unit of rounding",
    ),
    Code.SWEEP_OVERLAPS: (
        "`{at}` lies within `{step}`, which the sweep varies too",
        "vary one of the two",
    ),
    Code.CAP_BELOW_RATE: (
        "the cap, {cap:kr}, is below the sum for one unit, {rate:kr}",
        "look whether the two were exchanged",
    ),
    Code.JUDGED_FOR_NOTHING: (
        "no rule asks for `{id}`",
        "name it in a gate or a rule, or leave it if the document ties no money to it",
    ),
    Code.ACCOUNT_WRONG: (
        "`{text}` is no valid bankgiro or plusgiro: its check digit is wrong",
        "look at the document again; if it is printed so, ask",
    ),
}
