### Files out.

export-title = Export
export-hint = Writes the finished interviews of one questionnaire into a folder. Everyone named in them gets a line in “Who looked”.
export-form-label = Questionnaire
export-format-label = Format
export-format-csv = CSV, for spreadsheets
export-format-json = JSON, for programs
export-format-xlsx = Excel, one spreadsheet
export-labels-label = Answers as
export-labels-stored = stored values
# $language: Kazakh
export-labels-words = words: { $language }
export-attached-label = With the pictures and files among the answers
export-attached-hint = They are written into a folder beside, and are not locked there.
export-folder-label = Folder
export-folder-hint = The path of a folder that exists.
export-folder-pick-action = Choose…
export-purpose-label = What for
export-purpose-care = To help these people
export-purpose-care-hint = with names; confirmed by a second member, where there is one
export-purpose-statistics = Statistics
export-purpose-statistics-hint = without names and own words; ages in bands, days as months
export-purpose-report-to-donor = Report to a donor
export-purpose-report-to-donor-hint = without names and own words; ages in bands, days as months
export-purpose-other = Something else
export-purpose-other-hint = without names; you write what it is for
export-note-label = In a few words
export-second-title = A second member is needed
export-second-hint = The files hold names of people whom others interviewed. A colleague agrees with their own passphrase.
export-second-member-label = Colleague
export-second-passphrase-label = Their passphrase
export-go-action = Export
export-form-missing-message = Choose a questionnaire.
export-purpose-missing-message = Say what the export is for.
export-folder-missing-message = Choose a folder or type its path.
# $done of $total interviews
export-running-message = { $done } of { $total } interviews written
export-cancel-action = Stop
export-cancelled-message = Stopped. Nothing is left in the folder.
# $count: interviews written
export-done-message =
    { $count ->
        [one] 1 interview is written.
       *[other] { $count } interviews are written.
    }
export-files-label = Files
export-care-hint = The files are not locked. Keep them only where others cannot open them, and erase them when they are no longer needed.
export-none-message = There is no questionnaire to export yet.

## What an export would hold, said before it is written.

export-preview-title = What leaves
# $columns: number of columns that leave. $all: of how many.
export-preview-columns =
    { $all ->
        [one] { $columns } of one column leaves
       *[other] { $columns } of { $all } columns leave
    }
# $people, $interviews: numbers.
export-preview-people =
    { $people ->
        [0] Nobody's answers leave.
        [one] { $interviews ->
            [one] One person, one interview.
           *[other] One person, { $interviews } interviews.
        }
       *[other] { $people } people, { $interviews } interviews.
    }
# $count: people who said no to passing on their answers.
export-preview-refused-stay =
    { $count ->
        [one] One person said no to passing on: they are not in it.
       *[other] { $count } people said no to passing on: they are not in it.
    }
# $count: people who said no to passing on, where the files are to help them.
export-preview-refused-leave =
    { $count ->
        [one] One person said no to passing on: keep these files in the centre.
       *[other] { $count } people said no to passing on: keep these files in the centre.
    }
# $count: people of whom it is not known what they said.
export-preview-unanswered-stay =
    { $count ->
        [one] Of one person it is not known whether they agree: they are not in it.
       *[other] Of { $count } people it is not known whether they agree: they are not in it.
    }
export-preview-nameless = Nobody is named: a code made for this file alone stands in place of the case number, an age in bands, a month in place of a day.
export-preview-named = The files name people. Give them to nobody who does not help them.
# $count: rows that are shown.
export-rows-title =
    { $count ->
        [one] The file will begin with exactly this row
       *[other] The file will begin with exactly these { $count } rows
    }
export-rows-none = There is no row to show: nobody's answers leave for this purpose.
export-rows-named = Rows with names are not shown here: they are in the file alone, and each person's “Who looked” says that they left.
export-preview-leaving-title = These columns leave
export-preview-staying-title = These stay, and why
export-separator-label = Between the cells of CSV
export-separator-auto = as spreadsheets here expect it
export-separator-comma = comma
export-separator-semicolon = semicolon
export-workbook-label = With an Excel spreadsheet beside
export-workbook-hint = Telephones, numbers of documents and days stay as they were written in it, with a double click too.
export-leaves-whole = as answered
export-leaves-age-band = age in bands
export-leaves-month = month
export-leaves-no = stays

## What the answers of a column are: why it stays, or leaves in another form.

export-holds-name = a name
export-holds-contact = a telephone or another contact
export-holds-place = a place on the map
export-holds-text = in own words
export-holds-birth-date = a date of birth
export-holds-birth-year = a year of birth
export-holds-age = an age
export-holds-date = an exact day
export-holds-moment = an exact time
export-holds-time = a time of day
export-holds-file = a picture or a file
export-holds-identity = tells who it is
export-holds-protection = asked to keep the person safe
export-holds-consent = about consent
export-holds-choice = ready answers
export-holds-number = a number
export-holds-flag = a yes or no worked out
export-holds-computed = worked out of ready answers
export-holds-span = a number of days or months
export-holds-derived = worked out of what does not leave
export-holds-program = case number, member or device
export-holds-unplaced = it is not known what is in it
