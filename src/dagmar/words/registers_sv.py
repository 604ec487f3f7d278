"""What each problem of a register says in Swedish, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from dagmar.basis.problems import Code

SWEDISH: Mapping[Code, tuple[str, str]] = {
    Code.EXPRESSION: (
        "kolumn {column}: {text:quoted}{what:fault}",
        "{near:meant}{what:cure}",
    ),
    Code.VARIABLE_OF_ANOTHER_TYPE: (
        "`{id}` är av typen {found} och måste vara {expected} här",
        "ange en annan variabel, eller rätta dess typ",
    ),
    Code.ONE_OF_A_KIND: (
        "det finns redan en variabel av typen {kind}",
        "en rad gäller en person och en enhet; gör den andra till en kod",
    ),
    Code.CODES_ONCE: (
        "en kod har antingen egna `values` eller ett kodsystem, och `{id}` har båda eller ingetdera",
        "skriv `values:` med varje kod och dess ord, eller `system:`",
    ),
    Code.KEY_OF_ANOTHER_TYPE: (
        "`{key}` säger inget om en variabel av typen {found}",
        "ta bort det, eller rätta typen",
    ),
    Code.RANGE_UPSIDE_DOWN: (
        "det största för `{id}` är mindre än det minsta",
        "byt plats på de två",
    ),
    Code.BAD_PATTERN: (
        "`{text}` är inget mönster för koder",
        "skriv A för bokstav, 9 för siffra, punkt och streck som de står, * för valfria bokstäver och siffror: A99*",
    ),
    Code.RULE_NAME_TAKEN: (
        "varje definition har redan regeln `{id}`",
        "ge regeln ett annat namn",
    ),
    Code.KEY_NOT_REQUIRED: (
        "`{id}` ingår i nyckeln men får saknas: rader utan värdet skulle ersätta varandra",
        "låt den vara obligatorisk, eller ta den ur nyckeln",
    ),
    Code.NAME_TAKEN: (
        "`{id}` är ett namn som programmet ger en egen kolumn",
        "ge variabeln ett annat namn",
    ),
    Code.MAY_LOOK_LIKE_A_PERSON: (
        "`{id}` får ha tio siffror, och en rad där de ser ut som ett personnummer nekas: sju av tusen av en slump",
        "ange `most`; är det ett id, gör det till en kod med bokstäver bland siffrorna, eller utelämna det",
    ),
    Code.UNKNOWN_REGISTER: (
        "inget register är känt som `{text}`",
        "katalogen har {known:list}; en egen fil heter `{text}.yaml` i den här mappen, eller anges med sin sökväg",
    ),
    Code.KEY_MISSING: (
        "nyckeln som pseudonymerna i `{register}` gjordes med finns inte",
        "återställ mappen med nycklar från kopian, eller ange den i DAGMAR_KEYS; ingen annan nyckel går att använda",
    ),
    Code.KEY_WRONG: (
        "det här är inte nyckeln som pseudonymerna i `{register}` gjordes med",
        "återställ filen från kopian, eller ange rätt mapp i DAGMAR_KEYS; inget är ändrat",
    ),
    Code.CHANGED_MEANWHILE: (
        "någon har motsatt sig eller nyckeln har bytts i `{register}` medan filen lästes",
        "gör om samma sak; inget ur filen har fått räknas",
    ),
    Code.MANIFEST_MISSING: (
        "arkivet har filer för `{register}`, men manifestet som säger vilka som räknas är borta",
        "återställ `manifest.json` från en kopia av arkivet; tills dess läses, ändras och tas inget bort",
    ),
    Code.MANIFEST_DAMAGED: (
        "manifestet för `{register}` går inte att läsa, eller hör till ett annat register",
        "återställ `manifest.json` från en kopia av arkivet; tills dess läses, ändras och tas inget bort",
    ),
    Code.ARCHIVE_UNREACHABLE: (
        "registrens arkiv svarar inte: {what}",
        "se efter att DAGMAR_ARCHIVE anger ett lager som finns, att det släpper in dig, och att det som fsspec behöver "
        "för det är installerat; gör sedan om samma sak, inget är gjort till hälften",
    ),
    Code.ARCHIVE_DAMAGED: (
        "`{file}` i arkivet innehåller inte det som lades dit",
        "återställ filen från en kopia av arkivet; inget är läst ur den",
    ),
    Code.NOT_A_PERSON: (
        "det här är inget giltigt personnummer eller samordningsnummer",
        "se efter siffrorna; skriv tolv, med eller utan bindestreck",
    ),
    Code.NO_KEY_OF_ROWS: (
        "definitionen av `{register}` har ingen nyckel, så ingen observation går att skilja från en annan",
        "ange `key:` bland rollerna; tills dess kan en person glömmas men ingen enskild rad tas bort",
    ),
    Code.CELL_WRONG: (
        "här behövs {needed:cell}",
        "rätta cellen; vad den innehåller upprepas inte här, eftersom det kan röra någon",
    ),
    Code.UNITS_OVERLAP: (
        "rad {first} säger vad enheten är under samma dagar",
        "låt den tidigare raden sluta dagen innan den senare börjar; bara raderna i en delning, lika utom i "
        "`into`, får dela dagar",
    ),
    Code.UNIT_UNKNOWN: (
        "inget som är känt har det id som står här",
        "ange id för en enhet i enhetstabellen, eller för en region eller kommun, till exempel region-01 "
        "eller municipality-0114",
    ),
    Code.UNIT_NOT_THEN: (
        "enheten som anges här finns inte vid den tiden",
        "en enhet måste finnas så länge andra hör till den, och den som tar över från och med dagen efter "
        "den sista; rätta dagarna eller lägg till en rad",
    ),
    Code.UNIT_GOES_ON: (
        "enheten tas över av en annan här, men har ändå en senare egen rad",
        "ge enheten ett nytt id från den dagen, eller lämna `into` tomt",
    ),
    Code.UNIT_TOO_DEEP: (
        "enheten ligger mer än {most} steg under det som den tillhör",
        "utelämna något av det som ligger emellan: en klinik, ett sjukhus och en region är tre",
    ),
    Code.WITHIN_ITSELF: (
        "enheten ligger inom sig själv, genom det som den hör till",
        "se på `within` i den här raden och i dem som den leder till",
    ),
    Code.COUNTED_TWICE: (
        "rad {first} har ett antal för samma enhet och period",
        "behåll det som är rätt",
    ),
    Code.COVERED_OVER: (
        "{registered} rader är registrerade för {unit} under {period}, fler än referensens {reference}",
        "leta efter dubbletter och efter rader om andras patienter, och se om referensen räknar samma sak",
    ),
    Code.NOT_YOUR_REGISTER: (
        "detta görs av en {role:role} hos {party}, som ansvarar för `{register}`",
        "be någon som har den rollen där",
    ),
    Code.PURPOSE_SAYS_NOTHING: (
        "ett ändamål har mellan {least} och {most} tecken",
        "skriv vad raderna ska användas till, så att den som läser loggen förstår",
    ),
    Code.UNKNOWN_FORM: (
        "filnamnets ändelse säger inget format som används här",
        "spara filen som något av {known:list}",
    ),
    Code.OTHER_FORM: (
        "filnamnet säger {form}, innehållet är {found}",
        "spara filen som {form}, eller ge namnet den ändelse som stämmer",
    ),
    Code.NOT_TABLE: (
        "det här går inte att läsa som {form}",
        "öppna filen i programmet som gjorde den, och spara den igen",
    ),
    Code.UTF16: ("filen är i UTF-16", "spara den som UTF-8; i ett kalkylprogram heter det CSV UTF-8"),
    Code.LOCKED: ("arbetsboken är låst med lösenord", "spara den utan, eller spara bladet som CSV UTF-8"),
    Code.TOO_MANY_COLUMNS: (
        "tabellen har {count} kolumner, fler än de {most} som läses",
        "behåll de kolumner som registret har",
    ),
    Code.ROW_TOO_LONG: (
        "raden är längre än {most} byte",
        "leta efter ett citattecken som aldrig stängs, eller en text som inte hör hemma i en tabell",
    ),
    Code.LOOSE_QUOTE: (
        "ett citattecken står inne i en cell, eller stängs aldrig",
        "sätt hela cellen inom citattecken, och skriv varje citattecken i den två gånger",
    ),
    Code.BAD_LINE: (
        "raden är inget JSON-objekt, eller har en nyckel två gånger",
        "skriv ett objekt per rad, med kolumnernas namn som nycklar, var och en en gång",
    ),
    Code.NESTED_VALUE: (
        "kolumnen `{column}` innehåller listor, objekt eller byte",
        "skriv ett värde per cell: en text, ett tal, en dag, sant eller falskt",
    ),
    Code.TOO_LARGE_INSIDE: (
        "filen är packad, och mycket större inuti än vad som får läsas",
        "dela den, eller spara den som CSV",
    ),
    Code.TOO_SLOW: (
        "filen blev inte läst inom {seconds} sekunder",
        "spara den som CSV, som går fortare att läsa, eller dela den",
    ),
    Code.CODE_NEVER: (
        '`{id}` har aldrig koden "{text}"',
        "{near:meant}dess koder är {known:list}",
    ),
    Code.DEFINITION_OLDER: (
        "det här är version {version} av definitionen av `{register}`; raderna kom med version {held}",
        "använd den senare definitionen, eller ge den här en högre version",
    ),
    Code.DEFINITION_SAME_VERSION: (
        "definitionen av `{register}` är ändrad, men är fortfarande version {version}",
        "höj `version` med ett, så att det går att se vilka rader som kom med vilken",
    ),
    Code.DEFINITION_KEY: (
        "`{register}` har rader med annan nyckel, person eller dag ({held:list})",
        "de kan inte ändras medan det finns rader; börja ett nytt register, eller läs in raderna på nytt från källorna",
    ),
    Code.DEFINITION_TYPE: (
        "`{id}` är {found} i definitionen och {held} i raderna som finns",
        "ge den ändrade variabeln ett nytt id, och behåll den gamla som inte obligatorisk",
    ),
    Code.DEFINITION_CONTROLLER: (
        "ansvarig för `{register}` är {held}, och {found} i den här definitionen",
        "använd den ansvarigas definition; ett eget register har ett eget id",
    ),
    Code.WHICH_CENTURY: (
        "tio siffror säger inte i vilket århundrade personen föddes",
        "skriv tolv siffror, med eller utan bindestreck; ingen har glömts",
    ),
    Code.NO_RIGHT_TO_OBJECT: (
        "`{register}` är inget kvalitetsregister: patientdatalagen 7 kap. ger ingen rätt att tas ut ur det",
        "ska personen tas ut av ett annat skäl, ange --anyway",
    ),
    Code.AGES_IN_ORDER: (
        "åldrarna stiger inte, eller ligger inte mellan 0 och 1 000",
        "ange åldern där varje grupp börjar, från den yngsta: [0, 18, 65, 75]",
    ),
    Code.NO_SUCH_ROLE: (
        "registret `{register}` har ingen variabel för {role}",
        "ge registret en bland dess roller, eller ta bort den ur `by`",
    ),
    Code.PERSONS_OF_PROPORTION: (
        "personer räknas en gång bara i andelar, och det här är {kind}",
        "räkna rader, eller gör det till en andel",
    ),
    Code.KIND_NEEDS: (
        "en indikator av slaget {kind} behöver `{key}`",
        "lägg till det; handbokens sida om indikatorernas nycklar säger vad det innehåller",
    ),
    Code.KEY_OF_ANOTHER_KIND: (
        "`{key}` säger inget om en indikator av slaget {kind}",
        "ta bort det, eller rätta slaget",
    ),
    Code.QUANTILE_OUTSIDE: (
        "en kvantil ligger mellan inget och allt",
        "skriv 1/2 för medianen, 9/10 för den högsta tiondelen",
    ),
    Code.UNKNOWN_INDICATORS: (
        "inga indikatorer är kända som `{text}`",
        "katalogen har {known:list}; en fil anges med sin ändelse, .yaml",
    ),
    Code.UNKNOWN_INDICATOR: (
        "det finns ingen indikator `{text}` i `{set}`",
        "{near:meant}där finns {known:list}",
    ),
    Code.VALUES_TOO_LARGE: (
        "värden är så stora att deras summa inte blir exakt",
        "ge variabeln ett `most` som kan förekomma, och rätta raderna utanför",
    ),
    Code.ONE_INDICATOR_A_CHART: (
        "en bild är av en indikator",
        "välj en med --indicator: {known:list}",
    ),
    Code.ENGINE_NOT_INSTALLED: (
        "det som motorn {engine} behöver är inte installerat",
        "installera det: pip install 'dagmar[{extra}]'; motorn `rank` behöver inget mer och är snabbast",
    ),
    Code.JAVA_MISSING: (
        "Spark behöver Java, och ingen Java hittades",
        "installera Java 17 eller senare, eller sätt DAGMAR_SPARK_REMOTE till en Spark Connect-server, sc://...",
    ),
    Code.SPARK_FAILED: (
        "Spark gjorde inte det som begärdes: {what}",
        "se efter om den Spark som DAGMAR_SPARK_REMOTE anger är i gång och får läsa arkivet, och vad "
        "dess egen logg säger; motorn `rank` ger samma tal här",
    ),
    Code.TARGET_ABOVE_ALL: (
        "mer än alla kan inte nå ett mål: en andel är högst 1, det vill säga 100 %",
        "skriv ut procenttecknet: 90 %",
    ),
    Code.CHART_NOT_SPLIT: (
        "en bild visar alla tillsammans, inte varje kön eller ålder för sig",
        "utelämna --by, eller utelämna --chart",
    ),
    Code.NO_SUCH_FOLDER: (
        "filens mapp finns inte",
        "skapa den först, eller välj en annan; inget har räknats eller skrivits",
    ),
    Code.WHICH_INDICATOR: (
        "vilken indikator i `{set}` som avses är inte sagt",
        "ange en: {known:list}",
    ),
    Code.NO_SUCH_VARIABLE: (
        "registret `{register}` har ingen variabel `{text}`",
        "{near:meant}en rad har {known:list}",
    ),
    Code.SHEET_FULL: (
        "{rows} rader, och ett blad i Excel rymmer {most}",
        "skriv en .csv eller .parquet, eller välj färre enheter, månader eller indikatorer; ingen fil skrevs",
    ),
    Code.CODES_APART: (
        "`{one}` och `{other}` är två variabler som inte har någon kod gemensam, och är aldrig lika",
        'skriv en kod inom citattecken: "{other}"',
    ),
    Code.UNIT_OF_ANOTHER_LEVEL: (
        "`{text}` hör till nivån {found}, och det var nivån {level} som skulle visas",
        "skriv --level {found}",
    ),
    Code.MONTHS_UPSIDE_DOWN: (
        "den första månaden, {first}, kommer efter den sista, {last}",
        "låt --from och --to byta plats",
    ),
    Code.UNIT_NOT_SHOWN: (
        "ingen enhet på nivån {level} heter `{text}` eller har det som id",
        "{near:meant}utan --unit visas alla enheter, med namn",
    ),
}
