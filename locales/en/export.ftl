### Files out.

export-title = Export
export-hint = Writes the finished interviews of one questionnaire into a folder. Everyone named in them gets a line in “Who looked”.
export-form-label = Questionnaire
export-format-label = Format
export-format-csv = CSV, for spreadsheets
export-format-json = JSON, for programs
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
export-purpose-choose = Choose
export-purpose-care = to help these people
export-purpose-statistics = statistics
export-purpose-report-to-donor = report to a donor
export-purpose-other = something else
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
