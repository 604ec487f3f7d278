"""What each problem of a register says in English, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from dagmar.basis.problems import Code

ENGLISH: Mapping[Code, tuple[str, str]] = {
    Code.EXPRESSION: (
        "column {column}: {text:quoted}{what:fault}",
        "{near:meant}{what:cure}",
    ),
    Code.VARIABLE_OF_ANOTHER_TYPE: (
        "`{id}` is of the type {found}, and must be {expected} here",
        "name another variable, or correct its type",
    ),
    Code.ONE_OF_A_KIND: (
        "there is one variable of the type {kind} already",
        "a row is about one person and one unit; make the other a code",
    ),
    Code.CODES_ONCE: (
        "a code has either `values` of its own or a code system, and `{id}` has both or neither",
        "write `values:` with each code and its words, or `system:`",
    ),
    Code.KEY_OF_ANOTHER_TYPE: (
        "`{key}` says nothing of a variable of the type {found}",
        "take it away, or correct the type",
    ),
    Code.RANGE_UPSIDE_DOWN: (
        "the most of `{id}` is less than its least",
        "exchange the two",
    ),
    Code.BAD_PATTERN: (
        "`{text}` is no pattern of codes",
        "write A for a letter, 9 for a digit, points and hyphens as they stand, and * for any letters and digits: A99*",
    ),
    Code.RULE_NAME_TAKEN: (
        "every definition has a rule `{id}` already",
        "give the rule another name",
    ),
    Code.KEY_NOT_REQUIRED: (
        "`{id}` is part of the key but may be missing: rows without it would take each other's place",
        "make it required, or leave it out of the key",
    ),
    Code.NAME_TAKEN: (
        "`{id}` is a name that the program gives a column of its own",
        "give the variable another name",
    ),
    Code.MAY_LOOK_LIKE_A_PERSON: (
        "`{id}` may have ten digits, and a row where they look like a personal number is refused: seven in a thousand "
        "by chance",
        "give `most`; where it is an id, make it a code with letters among its digits, or leave it out",
    ),
    Code.UNKNOWN_REGISTER: (
        "no register is known as `{text}`",
        "the catalogue has {known:list}; a file of your own is `{text}.yaml` in this folder, or named with its path",
    ),
    Code.KEY_MISSING: (
        "the key that the pseudonyms of `{register}` were made with is not there",
        "bring the folder of keys back from its copy, or name it in DAGMAR_KEYS; no other key can be used",
    ),
    Code.KEY_WRONG: (
        "this is not the key that the pseudonyms of `{register}` were made with",
        "bring the file back from its copy, or name the right folder in DAGMAR_KEYS; nothing was changed",
    ),
    Code.CHANGED_MEANWHILE: (
        "somebody has objected or the key was changed in `{register}` while the file was read",
        "do the same again; nothing of the file was let count",
    ),
    Code.MANIFEST_MISSING: (
        "the archive has files of `{register}`, but the manifest that says which of them count is gone",
        "bring `manifest.json` back from a copy of the archive; until then nothing is read, changed or taken away",
    ),
    Code.MANIFEST_DAMAGED: (
        "the manifest of `{register}` cannot be read, or is that of another register",
        "bring `manifest.json` back from a copy of the archive; until then nothing is read, changed or taken away",
    ),
    Code.ARCHIVE_UNREACHABLE: (
        "the archive of the registers does not answer: {what}",
        "see that DAGMAR_ARCHIVE names a store that is there, that it lets you in, and that what fsspec needs for it "
        "is installed; then do the same again, for nothing is left half done",
    ),
    Code.ARCHIVE_DAMAGED: (
        "`{file}` in the archive does not hold what was put there",
        "bring the file back from a copy of the archive; nothing was read from it",
    ),
    Code.NOT_A_PERSON: (
        "this is no valid personal number or coordination number",
        "look at the digits; write twelve, with or without a hyphen",
    ),
    Code.NO_KEY_OF_ROWS: (
        "the definition of `{register}` has no key, so no observation can be told from another",
        "give `key:` among the roles; until then a person can be forgotten, but no single row removed",
    ),
    Code.CELL_WRONG: (
        "{needed:cell} is needed here",
        "correct the cell; what it holds is not repeated here, as it may be about somebody",
    ),
    Code.UNITS_OVERLAP: (
        "line {first} says what this unit is on the same days",
        "let the earlier row end the day before the later begins; only the rows of a split, the same but for "
        "`into`, may share their days",
    ),
    Code.UNIT_UNKNOWN: (
        "nothing that is known has the id that stands here",
        "use the id of a unit in the table of units, or of a region or municipality, such as region-01 or "
        "municipality-0114",
    ),
    Code.UNIT_NOT_THEN: (
        "the unit that is named here is not there at that time",
        "a unit must be there as long as others lie within it, and one that carries on from the very day "
        "after the last; correct the days, or add a row",
    ),
    Code.UNIT_GOES_ON: (
        "the unit is carried on by another here, and yet has a later row of its own",
        "give the unit a new id from that day, or leave `into` empty",
    ),
    Code.UNIT_TOO_DEEP: (
        "the unit lies more than {most} steps below what it belongs to",
        "leave out some of what lies between: a clinic, a hospital and a region are three",
    ),
    Code.WITHIN_ITSELF: (
        "the unit lies within itself, by way of what it belongs to",
        "look at `within` in this row and in those that it leads to",
    ),
    Code.COUNTED_TWICE: (
        "line {first} has a count for the same unit and period",
        "keep the one that is right",
    ),
    Code.COVERED_OVER: (
        "{registered} rows are registered for {unit} in {period}, more than the {reference} of the reference",
        "look for duplicates, for rows of others' patients, and whether the reference counts the same thing",
    ),
    Code.NOT_YOUR_REGISTER: (
        "this is done by a {role:role} of {party}, the controller of `{register}`",
        "ask somebody who has that role there",
    ),
    Code.PURPOSE_SAYS_NOTHING: (
        "a purpose has from {least} to {most} characters",
        "say what the rows are for, so that whoever reads the log understands",
    ),
    Code.UNKNOWN_FORM: (
        "the ending of the file's name says no form that is used here",
        "save the file as one of {known:list}",
    ),
    Code.OTHER_FORM: (
        "the file's name says {form}, its content is {found}",
        "save it as {form}, or give its name the ending of what it is",
    ),
    Code.NOT_TABLE: (
        "this cannot be read as {form}",
        "open it in the program that made it, and save it again",
    ),
    Code.UTF16: ("the file is in UTF-16", "save it as UTF-8; a spreadsheet calls it CSV UTF-8"),
    Code.LOCKED: ("the workbook is locked with a password", "save it without one, or save the sheet as CSV UTF-8"),
    Code.TOO_MANY_COLUMNS: (
        "the table has {count} columns, more than the {most} that are read",
        "keep the columns that the register has",
    ),
    Code.ROW_TOO_LONG: (
        "the row is longer than {most} bytes",
        "look for a quotation mark that is never closed, or a text that does not belong in a table",
    ),
    Code.LOOSE_QUOTE: (
        "a quotation mark stands inside a cell, or is never closed",
        "put the whole cell in quotation marks, and write each one inside it twice",
    ),
    Code.BAD_LINE: (
        "the line is no JSON object, or has a key twice",
        "write one object a line, with the names of the columns as its keys, each once",
    ),
    Code.NESTED_VALUE: (
        "the column `{column}` holds lists, objects or bytes",
        "write one value a cell: a text, a number, a day, true or false",
    ),
    Code.TOO_LARGE_INSIDE: (
        "the file is packed, and is much larger inside than may be read",
        "split it, or save it as CSV",
    ),
    Code.TOO_SLOW: (
        "the file was not read within {seconds} seconds",
        "save it as CSV, which is read faster, or split it",
    ),
    Code.CODE_NEVER: (
        '`{id}` never has the code "{text}"',
        "{near:meant}its codes are {known:list}",
    ),
    Code.DEFINITION_OLDER: (
        "this is version {version} of the definition of `{register}`; its rows came by version {held}",
        "use the later definition, or give this one a higher version",
    ),
    Code.DEFINITION_SAME_VERSION: (
        "the definition of `{register}` has changed, but is still version {version}",
        "raise `version` by one, so that it can be told which rows came by which",
    ),
    Code.DEFINITION_KEY: (
        "`{register}` holds rows of another key, person or day ({held:list})",
        "these cannot change while there are rows; start a new register, or load its rows anew from their sources",
    ),
    Code.DEFINITION_TYPE: (
        "`{id}` is {found} in the definition and {held} in the rows that are there",
        "give the changed variable a new id, and keep the old one as not required",
    ),
    Code.DEFINITION_CONTROLLER: (
        "the controller of `{register}` is {held}, and {found} in this definition",
        "use the definition of its controller; a register of your own has an id of its own",
    ),
    Code.WHICH_CENTURY: (
        "ten digits do not say in which century the person was born",
        "write twelve digits, with or without a hyphen; nobody was forgotten",
    ),
    Code.NO_RIGHT_TO_OBJECT: (
        "`{register}` is no quality register: chapter 7 of patientdatalagen gives no right to be taken out of it",
        "where the person is to be taken out for another reason, say --anyway",
    ),
    Code.AGES_IN_ORDER: (
        "the ages do not rise, or do not lie between 0 and 1 000",
        "give the age at which each band begins, from the youngest: [0, 18, 65, 75]",
    ),
    Code.NO_SUCH_ROLE: (
        "the register `{register}` has no variable for {role}",
        "give the register one among its roles, or leave it out of `by`",
    ),
    Code.PERSONS_OF_PROPORTION: (
        "persons are counted once in proportions alone, and this is a {kind}",
        "count rows, or make it a proportion",
    ),
    Code.KIND_NEEDS: (
        "an indicator of the kind {kind} needs `{key}`",
        "add it; the manual's page on the keys of indicators says what it holds",
    ),
    Code.KEY_OF_ANOTHER_KIND: (
        "`{key}` says nothing of an indicator of the kind {kind}",
        "take it away, or correct the kind",
    ),
    Code.QUANTILE_OUTSIDE: (
        "a quantile lies between nothing and all",
        "write 1/2 for the median, 9/10 for the highest tenth",
    ),
    Code.UNKNOWN_INDICATORS: (
        "no indicators are known as `{text}`",
        "the catalogue has {known:list}; a file is named with its ending, .yaml",
    ),
    Code.UNKNOWN_INDICATOR: (
        "there is no indicator `{text}` in `{set}`",
        "{near:meant}it has {known:list}",
    ),
    Code.VALUES_TOO_LARGE: (
        "values are so large that their sum would not be exact",
        "give the variable a `most` that can occur, and correct the rows beyond it",
    ),
    Code.ONE_INDICATOR_A_CHART: (
        "a picture is of one indicator",
        "choose one with --indicator: {known:list}",
    ),
    Code.ENGINE_NOT_INSTALLED: (
        "what the engine {engine} needs is not installed",
        "install it: pip install 'dagmar[{extra}]'; the engine `rank` needs nothing more and is the quickest",
    ),
    Code.JAVA_MISSING: (
        "Spark needs Java, and no Java was found",
        "install Java 17 or later, or set DAGMAR_SPARK_REMOTE to a Spark Connect server, sc://...",
    ),
    Code.SPARK_FAILED: (
        "Spark did not do what it was asked: {what}",
        "see whether the Spark that DAGMAR_SPARK_REMOTE names is up and may read the archive, and what "
        "its own log says; the engine `rank` gives the same numbers here",
    ),
    Code.TARGET_ABOVE_ALL: (
        "more than all can reach no target: a proportion is at most 1, which is 100 %",
        "write the per cent sign: 90 %",
    ),
    Code.CHART_NOT_SPLIT: (
        "a picture shows all together, not each sex or age by itself",
        "leave out --by, or leave out --chart",
    ),
    Code.NO_SUCH_FOLDER: (
        "the folder of the file is not there",
        "create it first, or choose another; nothing was counted or written",
    ),
    Code.WHICH_INDICATOR: (
        "which indicator of `{set}` is meant was not said",
        "name one: {known:list}",
    ),
    Code.NO_SUCH_VARIABLE: (
        "the register `{register}` has no variable `{text}`",
        "{near:meant}a row has {known:list}",
    ),
    Code.SHEET_FULL: (
        "{rows} rows, and a sheet of Excel holds {most}",
        "write a .csv or .parquet, or choose fewer units, months or indicators; no file was written",
    ),
    Code.CODES_APART: (
        "`{one}` and `{other}` are two variables that have no code in common, and are never equal",
        'put a code within quotation marks: "{other}"',
    ),
    Code.UNIT_OF_ANOTHER_LEVEL: (
        "`{text}` is of the level {found}, and the level {level} was asked for",
        "write --level {found}",
    ),
    Code.MONTHS_UPSIDE_DOWN: (
        "the first month, {first}, is after the last, {last}",
        "change places of --from and --to",
    ),
    Code.UNIT_NOT_SHOWN: (
        "no unit of the level {level} is called `{text}`, or has it for its id",
        "{near:meant}without --unit all units are shown, with their names",
    ),
}
