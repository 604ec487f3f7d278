"""The problems in Swedish: what is wrong, and what to do."""

from collections.abc import Mapping

from dagmar.basis.problems import Code

SWEDISH: Mapping[Code, tuple[str, str]] = {
    Code.FILE_NOT_FOUND: ("filen finns inte, eller går inte att läsa", "kontrollera namnet och mappen"),
    Code.FILE_TOO_LARGE: (
        "filen är {size} byte, mer än de {most} som läses",
        "dela den, eller ta bort det som inte hör dit",
    ),
    Code.NOT_UTF8: (
        "filen är inte i UTF-8 från den här raden",
        "spara den som UTF-8; i ett kalkylprogram heter det CSV UTF-8",
    ),
    Code.NOT_YAML: ("det här är inte YAML: {what:yaml}", "se på indrag, citattecken och kolon här och strax ovanför"),
    Code.NOT_JSON: ("det här är inte JSON: {what}", "ta filen som `dagmar explain --format json` skrev den"),
    Code.NOT_CSV: ("det här är inte CSV: {what}", "spara tabellen som CSV med kommatecken"),
    Code.COLUMN_MISSING: ("tabellen saknar {missing:columns}", "första raden anger kolumnerna: {columns:all}"),
    Code.TOO_DEEP: (
        "filen är nästlad i mer än {most} nivåer",
        "ingen överenskommelse behöver det; leta efter en vilsen parentes",
    ),
    Code.ALIAS: (
        "`*{name}` står för något som är skrivet på ett annat ställe",
        "skriv ut det här; filerna har inga alias",
    ),
    Code.TAG: ("`{tag}` är en tagg", "ta bort den; filerna har inga taggar"),
    Code.SEVERAL_DOCUMENTS: ("här börjar ett andra dokument", "lägg varje överenskommelse i en egen fil"),
    Code.DUPLICATE_KEY: ("`{key}` står redan på rad {first}", "behåll en av dem"),
    Code.UNKNOWN_KEY: ("`{key}` är ingen nyckel här", "{near:meant}{key:word}nycklarna här är {allowed:all}"),
    Code.MISSING_KEY: ("`{key}` saknas", "lägg till den; manualen räknar upp varje nyckel och vad den innehåller"),
    Code.EMPTY_VALUE: ("värdet saknas", "skriv värdet, eller ta bort nyckeln"),
    Code.WRONG_KIND: (
        "här behövs {expected:kind}, inte {found:kind}",
        "skriv det som {expected:shape}",
    ),
    Code.NOT_ONE_OF: ("`{text}` är inget av orden som får stå här", "{text:word}skriv något av {allowed:list}"),
    Code.BAD_ID: (
        "`{text}` är inget kortnamn",
        "{text:id}använd a–z, 0–9 och -, med en bokstav först",
    ),
    Code.BAD_MONTH: ("`{text}` är ingen månad", "skriv år och månad: 2025-03"),
    Code.BAD_DATE: ("`{text}` är inget datum", "skriv dagen som {text:dated}"),
    Code.BAD_NUMBER: ("`{text}` är inget tal av det slag som behövs här", "skriv bara siffror"),
    Code.BAD_SHARE: ("`{text}` är ingen andel", "skriv ett bråk som 1/2 eller 4/5, eller procent som 80 %"),
    Code.BAD_MONEY: (
        "`{text}` är inget belopp",
        "skriv {text:money} eller 12,50 kr: siffror i grupper med mellanslag eller utan, två decimaler eller inga",
    ),
    Code.DUPLICATE_ID: ("`{id}` är redan använt", "ge var och en ett eget"),
    Code.UNKNOWN_CLAUSE: (
        "överenskommelsen har inget avsnitt `{clause}`",
        "rätta det, eller lägg till avsnittet under `clauses`",
    ),
    Code.UNKNOWN_REFERENCE: ("`{id}` finns inte i filen", "filen har {known:list}"),
    Code.UNKNOWN_PARTY: (
        "ingen part är känd som `{party}`",
        "{near:meant}{party:word}använd ett id som region-01 eller skr; där en klass får stå, även regions, "
        "municipalities, counties eller collaborative-regions",
    ),
    Code.PARTY_NOT_THAT_YEAR: ("`{party}` fanns inte när {year} började", "ange den part som fanns då"),
    Code.YEAR_OUTSIDE_PERIOD: (
        "{year} ligger utanför överenskommelsens period, {first} till {last}",
        "rätta året, eller perioden",
    ),
    Code.DATES_OUT_OF_ORDER: (
        "{what} den {day:day} kommer före {before} den {before_day:day}",
        "kontrollera båda datumen mot texten",
    ),
    Code.SUM_DIFFERS: (
        "dokumentet säger {says:kr}, insatserna ger {parts:kr}: {difference:diff}",
        "kontrollera summan och varje insats mot texten",
    ),
    Code.PARTS_DIFFER: (
        "{pot:kr} ska fördelas, delarna ger {parts:kr}: {difference:diff}",
        "rätta en del, eller skriv den sista delen som `rest`",
    ),
    Code.DECIDED_DIFFERS_FROM_RULE: (
        "{recipient} har {decided:kr} i den beslutade tabellen, regeln ger {computed:kr}: {difference:diff}",
        "kontrollera rad, folkmängd och avrundning; en tabell som avviker från sin regel skrivs som `by: table`",
    ),
    Code.DECIDED_DIFFERS_FROM_POT: (
        "den beslutade tabellen summerar till {rows:kr}, potten är {pot:kr}: {difference:diff}",
        "kontrollera raderna och summan mot texten",
    ),
    Code.DECIDED_ROW_MISSING: (
        "{recipient} får {computed:kr} enligt regeln men har ingen rad i den beslutade tabellen",
        "lägg till raden, eller rätta vilka regeln gäller",
    ),
    Code.DECIDED_ROW_UNEXPECTED: (
        "{recipient} har {decided:kr} i den beslutade tabellen men är inte bland regelns mottagare",
        "rätta raden, eller rätta vilka regeln gäller",
    ),
    Code.NOT_A_BENEFICIARY: (
        "regeln ger pengar till {recipients:list}, som insatsen inte är till för",
        "rätta `beneficiary`, eller vilka regeln gäller",
    ),
    Code.NAMED_TWICE: (
        "{recipients:list} är angiven två gånger",
        "ange var och en en gång; en klass omfattar alla sina medlemmar",
    ),
    Code.PART_NOT_WHOLE: (
        "{share} av {pot:kr} är inget helt antal öre",
        "skriv summan i kronor, och den sista delen som `rest`",
    ),
    Code.PLACEHOLDER: (
        "`{text}` är fortfarande mallens egen text",
        "skriv det som överenskommelsen säger",
    ),
    Code.YEAR_NOT_LISTED: (
        "{year} är inte bland överenskommelsens år, {years:list}",
        "rätta året, eller lägg till det under `years`",
    ),
    Code.COMMA_IN_BRACES: (
        "`{key}` läses som en egen nyckel, eftersom ett komma inom klamrar börjar nästa",
        "sätt citattecken runt hela värdet",
    ),
    Code.NO_RECEIPT: (
        "filen innehåller inget kvitto",
        "ta filen som `dagmar explain --format json` skrev den",
    ),
    Code.SEVERAL_YEARS: (
        "{agreement} har medel för flera år, {known:list}",
        "välj ett med --year",
    ),
    Code.KEY_NOT_TEXT: (
        "här behövs en nyckel, och detta är ingen",
        "skriv ett namn före kolonet",
    ),
    Code.SEVERAL_RESTS: (
        "{count} delar är `rest`",
        "låt en del få resten",
    ),
    Code.FILE_REFUSED: (
        "filen eller mappen går inte att använda: {what}",
        "kontrollera namnet, mappen och rättigheterna",
    ),
    Code.DECIDED_WITHOUT_POT: (
        "här finns en beslutad tabell, men pottens eget belopp anges inte eller beslutas senare",
        "skriv beloppet som tabellen fördelar",
    ),
    Code.REST_TO_UNUSED: (
        "`rest_to` står vid en policy som inte använder den",
        "ta bort den, eller välj `floor-rest-to-named`",
    ),
    Code.TOO_LONG: (
        "listan har fler än {most} poster",
        "ingen överenskommelse behöver det; leta efter något som skrivits om och om igen",
    ),
    Code.BAD_CHARACTER: (
        "texten innehåller ett tecken som inte kan sparas",
        "skriv om den för hand",
    ),
    Code.BAD_ROW: (
        "raden har {found} celler, första raden {expected}",
        "skriv decimaltal som 0.25, eller sätt cellen inom citattecken",
    ),
    Code.COLUMN_TWICE: (
        "kolumnen `{column}` står två gånger",
        "behåll en av dem",
    ),
    Code.NO_ROUNDING: (
        "regeln fördelar, men inget säger hur andelar avrundas",
        "lägg till `rounding` med policy, unit och origin",
    ),
    Code.NO_POPULATION: (
        "det finns ingen folkmängd den {day:day} för {missing:list}",
        "ta en dag som katalogen har, eller lägg till den dagens folkmängd med källa",
    ),
    Code.OLD_POPULATION: (
        "folkmängden är från den {day:day}, mer än ett år innan {year} började",
        "kontrollera att texten anger den dagen",
    ),
    Code.DUTY_WITHOUT_RECEIVER: (
        "avsnitt {clause} säger inte vem som tar emot `{duty}`",
        "fråga parterna, och anteckna svaret",
    ),
    Code.SIGNED_BY_ANOTHER: (
        "avsnitt {clause} ålägger {owner} `{duty}` men låter {signer} underteckna",
        "troligen ett skrivfel; fråga parterna vem som ska underteckna",
    ),
    Code.POT_NOT_WHOLE: ("{pot:kr} är inget helt antal {unit:unit}", "välj en mindre enhet, eller rätta beloppet"),
    Code.POT_NEGATIVE: ("{pot:kr} är mindre än ingenting", "skriv ett belopp från 0 kr"),
    Code.NO_RECIPIENTS: ("det finns ingen att fördela till", "ange minst en mottagare"),
    Code.WEIGHT_NEGATIVE: ("{recipient} har en vikt under noll", "skriv vikter från 0"),
    Code.WEIGHTS_ALL_ZERO: ("alla {count} vikter är noll", "ge minst en mottagare en vikt"),
    Code.RESIDUAL_TOO_LARGE: (
        "avrundningen lämnar {residual:diff} åt {recipient}, vars andel bara är {share:kr}",
        "välj en mindre enhet, eller policyn largest-remainder",
    ),
    Code.REST_TO_NOBODY: (
        "resten ska gå till en namngiven mottagare, och `{recipient}` är ingen av dem",
        "ange en mottagare som `rest_to` (för `dagmar split`: --rest-to)",
    ),
    Code.DUPLICATE_RECIPIENT: ("{recipient} står redan på rad {first}", "ge varje mottagare en rad"),
    Code.DECIDED_LATER: (
        "detta beslutas senare, av {whom} (avsnitt {clause})",
        "inget fördelas förrän beslutet är registrerat",
    ),
    Code.NOT_STATED: ("dokumentet anger inte detta (avsnitt {clause})", "inget fördelas; inget sätts i dess ställe"),
    Code.UNKNOWN_AGREEMENT: (
        "ingen överenskommelse heter `{text}`",
        "ange en fil som finns, eller någon i katalogen: {known:list}",
    ),
    Code.UNKNOWN_GRANT: ("{agreement} har ingen insats `{text}`", "insatserna är {known:list}"),
    Code.UNKNOWN_YEAR: ("{agreement} har inga medel för {text}", "åren är {known:list}"),
    Code.NOT_A_RECIPIENT: ("{recipient} får inget enligt regeln", "mottagarna är {known:list}"),
    Code.FILE_EXISTS: ("filen finns redan", "välj ett annat namn, eller ta bort den; inget skrevs"),
    Code.NO_DATABASE: ("det finns ingen databas än", "skapa den: dagmar migrate (eller kör demot: dagmar demo)"),
    Code.NOT_A_DEMO: (
        "här finns en databas som inte är en demo",
        "välj en annan DAGMAR_HOME för demon; inget har rörts",
    ),
    Code.CASES_OPEN: (
        "ärendena för {year} öppnades redan enligt version {version} av {agreement}",
        "för in ändringen i de ärenden som finns; ingen rätt ges två gånger",
    ),
    Code.TIME_PASSED: (
        "något senare har redan hänt i ärendet: {last}",
        "ange en tid från och med då",
    ),
    Code.TIME_TO_COME: (
        "{at} har inte varit än",
        "ange en tid som har varit, eller ingen; då gäller nu",
    ),
    Code.UNKNOWN_CASE: ("det finns inget ärende {number}", "se listan över dina ärenden"),
    Code.UNKNOWN_PERSON: ("ingen är känd som `{text}`", "lägg till personen först: dagmar admin person"),
    Code.VERSION_EXISTS: (
        "version {version} av {agreement} är redan godkänd, med annat innehåll",
        "höj `version` med ett",
    ),
    Code.CASE_TERMS_MISSING: (
        "{grant} saknar villkor för {recipient}: {missing:list} saknas",
        "lägg till plikten med formulär och datum i överenskommelsen",
    ),
    Code.NOT_YOUR_ROLE: (
        "detta görs av en {role:role}",
        "be någon som har den rollen för parten",
    ),
    Code.WRONG_STAGE: (
        "`{command}` passar inte ett ärende som är {stage:stage}",
        "öppna ärendet igen och se vad det väntar på",
    ),
    Code.CONTENT_CHANGED: (
        "det du tar ställning till är inte längre det som gäller; någon har ändrat",
        "öppna ärendet igen, läs det nya och gör om",
    ),
    Code.SAME_PERSON: (
        "du har själv {deed:done}; en annan person måste ta nästa steg",
        "låt en kollega med rollen ta det; ett andra konto hjälper inte",
    ),
    Code.EACH_OTHERS: (
        "ni två beslutar om det som den andra har berett",
        "låt en tredje person besluta",
    ),
    Code.NOT_WHAT_WAS_DECIDED: (
        "{amount:kr} är inte det som beslutades, {decided:kr}",
        "betala precis det beslutade beloppet",
    ),
    Code.OVER_THE_MOST: (
        "{amount:kr} är {difference:kr} mer än de {most:kr} som återstår",
        "rätta beloppet",
    ),
    Code.AMOUNT_ZERO: (
        "beloppet är 0 kr",
        "skriv ett belopp över noll",
    ),
    Code.DAY_PASSED: (
        "{day:day} har passerat",
        "välj en dag från i dag",
    ),
    Code.DAY_TO_COME: (
        "{day:day} har inte kommit än",
        "skriv beslutets dag som den står i beslutet",
    ),
    Code.NO_RECLAIM_CLAUSE: (
        "överenskommelsen ger ingen rätt att återkräva",
        "fråga Regeringskansliet",
    ),
    Code.NOT_YET_LATE: (
        "redovisningen ska in den {day:day}; den är inte försenad än",
        "vänta tills den dagen har passerat",
    ),
    Code.FIELD_MISSING: (
        "`{id}` är inte ifyllt",
        "fyll i det",
    ),
    Code.BAD_FIELD: (
        "detta är inte {kind:field}",
        "rätta det; inget annat som du skrev går förlorat",
    ),
    Code.UNKNOWN_FIELD: (
        "formuläret har inget fält `{id}`",
        "ta bort det",
    ),
    Code.NOT_TICKED: (
        "{missing:list} är inte ikryssat",
        "kryssa i det du har kontrollerat, eller välj alternativ 2",
    ),
    Code.PERSONAL_NUMBER: (
        "här står ett personnummer; det sparades inte",
        "ta bort det och skicka igen; ett namn räcker",
    ),
    Code.RECEIPT_AMOUNT_DIFFERS: (
        "kvittot säger {says:kr}, dess egna villkor och uppgifter ger {computed:kr}",
        "be den som utfärdade kvittot om originalet",
    ),
    Code.RECEIPT_STEP_DIFFERS: (
        "steg {number} ({step}) säger {says}, kvittots egna villkor och uppgifter ger {computed}",
        "be den som utfärdade kvittot om originalet",
    ),
    Code.RECEIPT_HASH_DIFFERS: (
        "varje steg stämmer, men kontrollsumman är {computed} och kvittot säger {says}",
        "en källa, ett avsnitt eller en rubrik har ändrats; be den som utfärdade kvittot om originalet",
    ),
    Code.FIGURES_DISAGREE: (
        "avsnitt {clause} anger {says:kr} för det som avsnitt {where} anger {other:kr} för",
        "fråga vilket som gäller, och behåll båda som de står",
    ),
    Code.COUNTS_DISAGREE: (
        "avsnitt {clause} ger {whom} {says} ledamöter men räknar upp {count}",
        "fråga vilket som gäller; låt båda stå som de är tryckta",
    ),
    Code.BILL_OF_ANOTHER_YEAR: (
        "avsnitt {clause} säger att budgetpropositionen för {bill} avsätter {amount:kr} för {year}",
        "en budgetproposition avsätter medel för sitt eget år; fråga om {bill} avsågs",
    ),
    Code.REFERENCE_TO_NOTHING: (
        "avsnitt {clause} hänvisar till avsnitt {to}, som inte finns i överenskommelsen",
        "fråga vilket avsnitt som avsågs; låt hänvisningen stå som den är tryckt",
    ),
    Code.PAGE_DIFFERS: (
        "avsnitt {clause} hänvisar till sidan {says} för {to}, som börjar på sidan {first}",
        "fråga vad som avsågs; låt hänvisningen stå som den är tryckt",
    ),
    Code.TWO_NAMES: (
        "avsnitt {clause} skriver ”{name}”, avsnitt {where} skriver ”{other}” om samma sak",
        "använd ett namn i det du skriver, och säg att det andra är samma sak",
    ),
    Code.FINAL_BEFORE_END: (
        "`{duty}` är slutlig och ska lämnas den {day:day}, innan perioden är slut den {last:day}",
        "rätta dagen, eller skriv `interim: true` om den får komma före slutet",
    ),
    Code.NO_FALLBACK: (
        "inget säger vart pengarna i `{grant}` går om ingen får dem",
        "skriv `unwon`: en regel, `returned`, eller `not-stated` där dokumentet tiger",
    ),
    Code.TWO_RULES: (
        "`{year}` har redan en pott (avsnitt {where}): avsnitt {clause} skulle fördela samma pengar en gång till",
        "gör det till en pott med `parts`, eller till två insatser",
    ),
    Code.DUTY_WITHOUT_DATE: (
        "inget säger när `{duty}` ska vara gjort (avsnitt {clause})",
        "skriv en dag för varje år, en månad, eller `when-finished`; fråga om dokumentet tiger",
    ),
    Code.CLAUSE_UNUSED: (
        "inget i den här filen kommer från avsnitt {clause}",
        "lägg till det som står där, eller en anteckning med `kind: left-out` som säger varför inte",
    ),
    Code.PAYEE_NO_LEGAL_PERSON: (
        "{whom} är ingen juridisk person och kan inte få pengar (avsnitt {clause})",
        "fråga vem som tar emot pengarna och skriv det under `payee`",
    ),
    Code.TIER_WITHOUT_LIMIT: (
        "det här steget har ingen gräns",
        "skriv `at_least`, `above` eller `at_most`",
    ),
    Code.FIGURES_AWAITED: (
        "väntar på siffrorna för `{measure}`",
        "ge dem med `--figures FIL.csv` när de är publicerade",
    ),
    Code.FIGURE_MISSING: (
        "siffrorna för `{measure}` saknar {missing:list}",
        "komplettera tabellen; ett krav som inte är uppfyllt är 0",
    ),
    Code.FIGURE_UNKNOWN: (
        "överenskommelsen mäter inget som heter `{measure}`",
        "den har {known:list}",
    ),
    Code.EDITIONS_DIFFER: (
        "siffrorna för `{measure}` måste alla ange en och samma utgåva",
        "skriv utgåvan och dess datum på varje rad",
    ),
    Code.UNWON_RETURNED: (
        "{amount:kr} får ingen; de stannar hos betalaren",
        "inget behöver göras",
    ),
    Code.UNWON_NOT_STATED: (
        "{amount:kr} får ingen, och överenskommelsen säger inte vart de går",
        "fråga, och skriv det under `unwon`",
    ),
    Code.OVERLAY_CHANGES_NOTHING: (
        "ändringen ändrar inget: `{at}` är redan `{text}`",
        "ändra ett annat värde, eller ta bort raden",
    ),
    Code.OVERLAY_NOWHERE: (
        "`{step}` finns inte i `{at}`",
        "{near:meant}där finns {known:list}; poster i en lista nämns med sitt id eller år, eller räknas från 0",
    ),
    Code.OVERLAY_MOVES_NOTHING: (
        "villkoren ändras, men ingen mottagare får ett annat belopp",
        "se efter om potten har ett belopp, en regel och sina siffror, eller om ändringen bara är ord",
    ),
    Code.NO_SWEEP: (
        "ändringsfilen har inget att svepa över",
        "skriv `sweep:` med en lista av värden, eller med `from`, `to` och `step`",
    ),
    Code.SWEEP_TOO_LONG: (
        "svepet har {count} fall, fler än {most}",
        "ta längre steg",
    ),
    Code.POPULATION_KNOWN: (
        "folkmängden den {day:day} är redan känd",
        "en känd uppgift skrivs aldrig över; rätta dagen",
    ),
    Code.POPULATION_INCOMPLETE: (
        "tabellen saknar {missing:list}",
        "komplettera den, eller anta den som den är med --accept-warnings",
    ),
    Code.POPULATION_JUMPS: (
        "{party} går från {before} till {count} invånare",
        "se efter om två rader har bytt plats; anta den med --accept-warnings om den är rätt",
    ),
    Code.COUNTY_NOT_ITS_PARTS: (
        "{party} har {count} invånare, dess kommuner har {parts_count}",
        "ta alla siffror ur samma tabell och dag",
    ),
    Code.DATABASE_BEHIND: (
        "databasen är av en tidigare version",
        "kör `dagmar migrate`; kopiera filen först",
    ),
    Code.BAD_VALUE: (
        "`{text}` är inget mätt värde",
        "skriv 71 %, 0,71, -3 % eller 1 250; ett krav är 1 där det är uppfyllt och 0 där det inte är det",
    ),
    Code.BAD_DUE: (
        "`{text}` anger ingen tid som kan sparas",
        "{text:word}skriv en dag som {text:dated}, en månad som 2017-08, {{at_least: 12, within: 2017}} för "
        "varje månad, eller något av {allowed:list}",
    ),
    Code.FALLBACK_NOT_STATED: (
        "avsnitt {clause} säger inte vart pengarna i `{grant}` går om ingen får dem",
        "fråga parterna; tills de svarar sägs det som ingen får med sitt belopp",
    ),
    Code.STEP_NEVER_DECIDES: (
        "steg {number} avgör aldrig något: den som når det når också ett steg som väger lika mycket eller mer",
        "se efter om gränser eller vikter har bytt plats",
    ),
    Code.VALUE_NOT_POSSIBLE: (
        "`{text}` kan inte vara ett värde på `{measure}`, som är {unit:measured}",
        "skriv en andel som 71 % eller 0,71, ett antal som ett heltal, ett krav som 1 eller 0",
    ),
    Code.YEAR_WITHOUT_POT: (
        "överenskommelsen har {year} bland sina år, men `{grant}` har ingen pott för det",
        "har den medel det året, lägg till en pott, med ett belopp som beslutas senare eller inte anges om det är så",
    ),
    Code.FIGURE_OF_NOBODY: (
        "`{recipient}` bedöms inte med `{measure}`",
        "{near:meant}skriv mottagarens id; där ett län bedöms tillsammans länet, som county-12",
    ),
    Code.SWEEP_FORGOTTEN: (
        "ändringsfilen ändrar inget i sig; den har värden att svepa över",
        "lägg till --sweep",
    ),
    Code.GATE_JUDGES_NOT: (
        "inget krav här gäller {recipients:list}: de är med vad de än har gjort",
        "se efter om kravets `of` nämner dem; är de avsiktligt fria från det behöver inget göras",
    ),
    Code.OVER_THE_CLAIM: (
        "avrundningen ger {recipient} {amount:kr}, mer än de {most:kr} som kan begäras",
        "välj en mindre enhet för avrundningen",
    ),
    Code.SWEEP_OVERLAPS: (
        "`{at}` ligger inom `{step}`, som svepet också varierar",
        "variera en av de två",
    ),
    Code.CAP_BELOW_RATE: (
        "taket, {cap:kr}, är lägre än beloppet för en enhet, {rate:kr}",
        "se efter om de två har bytt plats",
    ),
    Code.JUDGED_FOR_NOTHING: (
        "ingen regel frågar efter `{id}`",
        "nämn det i en gate eller en regel, eller låt det stå om dokumentet inte knyter pengar till det",
    ),
    Code.ACCOUNT_WRONG: (
        "`{text}` är inget giltigt bankgiro eller plusgiro: kontrollsiffran stämmer inte",
        "se i dokumentet igen; är det tryckt så, fråga",
    ),
}
