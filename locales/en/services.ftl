### Services: who helps, when, whom; taking a list in and writing it out.

services-title = Services
services-find-label = Find a service: what is needed, a name, a street
# $count: services found
services-count-message = { $count ->
        [one] one service
       *[other] { $count } services
    }
# $count: all; $shown: on the screen
services-shown-message =
    { $count ->
        [one] { $shown } of one service shown
       *[other] { $shown } of { $count } services shown
    }
services-more-action = Show 100 more
services-keys-move-label = move
services-keys-open-label = open
services-keys-find-label = back to the search
services-unknown-hint = Not knowing whether there are places is no “no”. “No places” is written only when the provider says so.
services-none-message = No such service was found. Try a shorter word, or another one.
services-none-filtered-message = There are services for these words, but the filters hold them back.
services-missing-label = Not what you look for?
services-ask-message = A coordinator adds providers to the list. A referral can go to one that is not on it too: you write its name.
services-write-action = Write a provider in
services-import-action = Take a list in
services-export-action = Write the list to a folder
services-empty-title = There is no list of services yet
services-empty-message = Take a list from a USB stick, or write a provider in yourself. Referrals can be made without a list: you write the recipient’s name.
services-empty-others-message = Referrals can be made without a list: you write the recipient’s name. A coordinator takes the list in.
# $date: when the list was taken in
services-old-message = This list is older than 3 months, taken in on { $date }. Call before you send anybody.
services-apart-message = Two laptops took in two different lists. The later one is shown: a coordinator should take the list in once more.
# $who: the person's name
services-for-message = For whom: { $who }

## Filters: one that is on says how many services it holds back.

services-filters-label = Filters
services-filter-open-action = Open now
services-filter-places-action = Has places or a waiting list
services-filter-fresh-action = Checked within 3 months
services-filter-all-action = Closed ones too
services-filter-language-label = Language
services-filter-kind-label = Kind of help
services-filter-area-label = Area
# $what: name of the filter. Nothing is chosen.
services-filter-any-option = { $what }: any
# $what: name of the filter; $value: what is chosen
services-filter-value-option = { $what }: { $value }
# $count: services that this filter holds back
services-filter-held-message = { $count } held back
services-filter-clear-action = Clear the filters
# $count: services without filters
services-filter-all-message = { $count ->
        [one] One service without filters.
       *[other] { $count } services without filters.
    }

## Places, hours, freshness

services-capacity-has-label = Has places
# $count: places free
services-capacity-count-label = { $count ->
        [one] one place
       *[other] { $count } places
    }
services-capacity-waiting-label = Waiting list
# $wait: how long, in the provider's words
services-capacity-wait-label = Waiting list: { $wait }
services-capacity-none-label = No places
services-capacity-unknown-label = Places not known
services-capacity-call-hint = call to find out
# $date: day or time
services-said-message = said on: { $date }
# $date: day or time; $member: who wrote it down
services-said-by-message = said on: { $date }, written down by { $member }
# $words: what was said; $date: the day
services-said-last-message = last time: { $words }, { $date }
services-open-label = Open now
# $time: 18:00
services-open-until-label = Open now, closes at { $time }
services-open-always-label = Open now, round the clock
services-shut-label = Closed now
# $moment: day and time
services-opens-label = Opens: { $moment }
services-hours-unknown-label = Hours not known
services-hours-unknown-message = Hours not known: call.
# $months: how many months
services-checked-months-label = checked { $months ->
        [one] one month
       *[other] { $months } months
    } ago
# $date: the day
services-checked-label = checked: { $date }
services-today-label = today
services-checked-never-label = never checked
services-address-hidden-message = The address must not be known: let nobody else see the screen.
services-address-show-action = Show the address
services-address-ask-message = For the address ask the coordinator
services-interpreter-label = interpreter
services-languages-unknown-label = languages not known
services-by-hand-label = written in by us
services-status-temporarily-closed-label = Closed for a time
services-status-inactive-label = Not running now
services-status-defunct-label = Closed for good

## One service

services-back-action = Back to the services
services-refer-action = Make a referral here
services-closed-message = This service is not running now. Look at others before you make a referral.
services-who-title = Who can come
services-who-none-message = Nobody said whom it is for: call to find out.
services-papers-title = What to bring
services-papers-none-message = Nothing is said about papers.
services-ours-title = Our own experience
services-ours-none-message = No referral has been made here yet.
services-ours-referrals-label = Referrals
services-ours-days-label = Answer
# $days: days
services-ours-days-message = { $days ->
        [0] mostly the same day
        [one] mostly in one day
       *[other] mostly in { $days } days
    }
services-ours-open-label = Open referrals
services-ours-notes-label = Last time
# $count: lines folded away
services-rest-action = Show { $count } more
services-hours-title = Hours
services-hours-shut-label = closed
services-name-title = Letters and messages
services-name-safe-message = Its name may be said: a stranger who sees it learns nothing.
services-name-unsafe-message = Do not write its name in a letter or message, nor say it on the telephone: a stranger could learn of it.
services-contact-title = Contact
services-contact-none-message = No telephone and no e-mail is written down.
services-phone-label = Telephone
services-email-label = E-mail
services-web-label = Website
services-address-title = Address
services-address-none-message = No address is written down.
services-languages-title = Languages
services-cost-title = Cost
services-about-title = What it gives
services-apply-title = How to come
services-area-title = Which area it is for
# What the list says and what we corrected stand side by side.
services-corrected-title = Corrected by us
services-corrected-message = What the list says and what we wrote stand here both, until a newer list comes.
services-listed-label = In the list

## “Checked today”

services-check-action = I checked it today
services-check-title = What did you learn today?
services-check-hint = Write it only after you have spoken with them. The day and your name are kept with it.
services-check-capacity-label = Do they have places?
services-check-count-label = How many are free? (may be left empty)
services-check-wait-label = How long is the wait? (may be left empty)
services-check-words-label = What was said? Write nobody’s name (may be left empty)
services-check-save-action = Keep it
services-check-missing-message = Say whether they have places. If you do not know: “places not known”.
services-check-count-wrong-message = Write the free places as a whole number.
services-checked-message = What was said today is kept.

## Writing a provider in, correcting

services-write-title = Write a provider in
services-correct-title = Correct
services-correct-action = Correct
services-write-hint = The name and the kind of help are enough, the rest can follow. No private telephone of an employee.
services-write-organization-label = Provider
services-write-name-label = What it gives, in one sentence
services-write-kind-label = Kind of help
services-write-phone-label = The provider’s telephones, one a line
services-write-email-label = The provider’s e-mail (may be left empty)
services-write-address-label = Address (may be left empty)
services-write-city-label = Town (may be left empty)
services-write-hours-label = Hours (may be left empty)
services-write-languages-label = Which languages do they speak? (may be left empty)
services-write-who-label = Whom is it for? (may be left empty)
services-write-papers-label = Which papers are asked for? One a line
services-write-safe-label = May a stranger know its name and where it is?
services-safe-yes-option = Yes
services-safe-no-option = No
services-safe-not-said-option = Nobody said
services-write-save-action = Add it to the list
services-correct-save-action = Keep the correction
services-write-missing-message = Write the provider’s name, what it gives, and the kind of help.

## Taking a list in

services-take-title = Take a list of services in
services-take-hint = An HSDS list: a folder of CSV tables, a zip or JSON. It is shown first what would change: nothing changes until you say so.
services-path-label = File or folder
services-path-hint = Such as services-2026-11.zip on a USB stick, or the folder with services.csv.
services-pick-file-action = Choose a file…
services-pick-folder-action = Choose a folder…
services-read-action = Look at it
services-path-missing-message = Choose a file or folder, or type its path.
# $file: its name
services-read-message = { $file } · read, nothing has changed yet
services-dry-title = With this list, this would change
services-same-title = Nothing new in this list
services-same-message = This very list is here already. There is nothing to take in.
services-stopped-title = This list cannot be taken in: the file has to be mended first
services-stopped-message = Nothing has changed, the list that was here stays. Mend the rows below and read the file again.
services-again-action = Read the file again
services-other-action = Choose another
services-take-action = Take the list in
services-close-action = Close
# $count: rows that stop it
services-stopped-action = { $count ->
        [one] one error stops it
       *[other] { $count } errors stop it
    }
services-leave-action = Leave it
services-added-label = Added
services-changed-label = Changed
services-vanished-label = Not in the file
services-same-label = As before
services-problems-label = Problems in the file
services-kept-hint = Our own checks, experience and corrections stay.
# $count: services
services-vanished-title = { $count ->
        [one] One service is not in the file: decide
       *[other] { $count } services are not in the file: decide each
    }
services-vanished-service-label = Service
services-vanished-referrals-label = Open referrals
# $count: open referrals
services-vanished-referrals-message = { $count ->
        [one] one open referral
       *[other] { $count } open referrals
    }
services-vanished-none-label = none
services-keep-option = Keep
services-shut-option = Closed
# $count: services
services-changed-title = { $count ->
        [one] One service would change
       *[other] { $count } services would change
    }
services-change-what-label = What
services-change-ours-label = Ours
services-change-file-label = In the file
services-change-removed-label = row taken out
# $count: folded away
services-changes-rest-label = { $count ->
        [one] One more change
       *[other] { $count } more changes
    }
# $count: services
services-added-title = { $count ->
        [one] One service would be added
       *[other] { $count } services would be added
    }
services-renamed-message = very likely the same under a new id: { $name }
services-file-title = Problems in the file
services-file-stops-label = Stops it
services-file-warns-label = Taken in, but look
# $file: the table; $row: the row; $column: the column
services-file-place-message = { $file }, row { $row }, { $column }
services-file-row-message = { $file }, row { $row }
# $shown: in the list; $count: all
services-file-more-message = { $count } in all, the first { $shown } shown.
services-taken-message = The list was taken in: { $added } added, { $changed } changed.

## Writing the list out

services-export-title = Write the list to a folder
services-export-hint = HSDS tables are written: other centres and spreadsheet programs can open them. There is nothing of people in them. Addresses that must not be known are in them: give them only to those who keep the directory.
services-export-go-action = Write
# $path: the folder
services-exported-message = Written: { $path }
services-export-left-message = Rows that were left out: { $count }. The standard has no place for what they say.

## Services that fit a need; the recipient of a referral

services-suggested-title = Who can help
services-suggested-fits-label = Fits
services-suggested-may-label = May fit
services-suggested-why-label = Why it fits
services-suggested-why-not-label = What to find out
services-suggested-none-message = No service on the list fits this. Search the list yourself, or write the recipient in.
# $count: services that do not fit
services-suggested-not-label = Why not others: { $count ->
        [one] one service does not fit
       *[other] { $count } services do not fit
    }
# $count: folded away
services-suggested-more-label = { $count ->
        [one] One more service
       *[other] { $count } more services
    }
services-suggested-find-action = Search the list
services-refer-here-action = Refer here
services-recipient-label = To whom?
services-recipient-listed-message = Chosen from the list
services-recipient-other-action = Choose another
services-recipient-take-action = Choose this
services-open-action = Open
services-suggested-against-label = Why it does not fit
services-who-for-message = For whom is the referral? Choose the person. Recipient: { $service }

services-ages-from = from { $least } years
services-ages-to = up to { $greatest } years
services-ages-between = { $least } to { $greatest } years
services-ages-any = any age
services-sex-female = women
services-sex-male = men

## Names of languages

services-language-am = Amharic
services-language-ar = Arabic
services-language-az = Azerbaijani
services-language-bn = Bengali
services-language-ckb = Central Kurdish
services-language-de = German
services-language-el = Greek
services-language-en = English
services-language-es = Spanish
services-language-fa = Persian
services-language-fa-af = Dari
services-language-fr = French
services-language-hy = Armenian
services-language-ka = Georgian
services-language-kk = Kazakh
services-language-ku = Kurdish
services-language-ky = Kyrgyz
services-language-mn = Mongolian
services-language-ps = Pashto
services-language-ru = Russian
services-language-so = Somali
services-language-tg = Tajik
services-language-ti = Tigrinya
services-language-tk = Turkmen
services-language-tr = Turkish
services-language-tt = Tatar
services-language-ug = Uyghur
services-language-uk = Ukrainian
services-language-ur = Urdu
services-language-uz = Uzbek
services-language-zh = Chinese

services-for-age = Age: { $ages }
services-for-sex = For { $sex } only
services-no-papers-message = Nobody is asked for papers.
# Conditions that are said by codes.
services-code-single-parent = single parents
services-code-pregnant = pregnant women
services-code-unaccompanied-child = children without an adult
services-code-disability = people with disabilities
services-code-survivor = survivors of violence
services-code-asylum-card = holders of an asylum-seeker card
services-code-any-id = people with any identity paper
services-method-walk-in = one can just come
services-method-phone = call first
services-method-form = a form is filled in
services-method-email = write by e-mail
services-exceptions-title = Special days
# $from, $to: days
services-exception-days = { $from } – { $to }
services-earlier-message = This is an earlier edition of the list: it may be otherwise now.
services-edition-message = List: { $file }, taken in on { $date }
services-entered-message = Written in by { $member }, { $date }
services-entered-apart-message = It was written in on two laptops apart. The later one is shown.
services-ours-accepted-message = accepted: { $count }
services-ours-declined-message = declined: { $count }
services-ours-unanswered-message = without an answer: { $count }
services-ours-declined-label = Why declined
services-ours-people-label = What people say
services-ours-people-message = the person was asked after { $asked } referrals; met: { $met }
services-ours-last-label = Last referral
services-check-right-label = All that the list says is right
services-checked-right-label = all was right

## Which part of a service is otherwise

services-part-name = Name
services-part-provider = Provider
services-part-description = Description
services-part-alert = Notice
services-part-status = Running or not
services-part-phone = Telephone
services-part-contact = E-mail, website
services-part-address = Address
services-part-hours = Hours
services-part-languages = Languages
services-part-conditions = Whom it is for
services-part-papers = Papers asked for
services-part-places = Places
services-part-cost = Cost
services-part-application = How to come
services-part-area = Area
services-part-kind = Kind of help
services-part-checked = When checked
services-part-naming = May it be named
services-part-other = Other

services-keep-all-action = Keep all
services-shut-all-action = All closed
services-corrected-stays-label = our correction stays
services-may-not-message = A coordinator takes lists in. You can look through it.
services-part-message = This is a part of a list: services that are not here stay as they are.
services-saved-message = Kept.
# $what: what
services-take-out-action = Take out: { $what }
services-write-days-label = Days of the week
services-write-opens-label = Opens
services-write-closes-label = Closes
services-write-hours-add-action = Add hours
services-write-hours-remove-action = Take out
services-write-hours-wrong-message = Press at least one day, and write the time as 09:00.
services-write-age-wrong-message = Write the age as a whole number from 0 to 150.
services-write-more-label = More: whom it is for, papers, cost
services-write-least-label = From which age? (may be left empty)
services-write-greatest-label = Up to which age? (may be left empty)
services-write-alert-label = What to know before one goes (may be left empty)
services-write-interpretation-label = Interpreter (may be left empty)
services-write-transport-label = How one gets there (may be left empty)
services-status-active-label = Runs
# $count: how many
services-undecided-message = { $count ->
        [one] One service is undecided.
       *[other] { $count } services are undecided.
    } Say of each whether it stays or is closed.
# $count: how many
services-contacts-message = Names of people are left out: { $count }.
# $count: how many
services-mapped-label = Names read from an older version of the standard: { $count }
services-suggested-referred-label = There is an open referral:
