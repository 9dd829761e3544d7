### The questionnaires of the centre, looking through one in a file, trying it out.

questionnaires-title = Questionnaires
questionnaires-hint = What is asked at this centre. Anyone may try a questionnaire out; nothing of a trial is kept.
# Shown to a coordinator instead.
questionnaires-publish-hint = What is asked at this centre. To change one, save it as a spreadsheet, correct it, raise its version and take it in again.
questionnaires-none-message = There is no questionnaire here yet.
# $version: as its settings give it
questionnaires-version-label = version { $version }
questionnaires-own-label = of this centre
questionnaires-shipped-label = came with Pana
questionnaires-protected-label = private conversation
# $finished: finished interviews; $drafts: interviews under way
questionnaires-use-message =
    { $finished ->
        [0] Nobody was asked yet
        [one] One interview finished
       *[other] { $finished } interviews finished
    }{ $drafts ->
        [0] {""}
        [one] , one under way
       *[other] , { $drafts } under way
    }
questionnaires-try-action = Try it out
questionnaires-save-action = Save as a spreadsheet
questionnaires-take-action = Take in a questionnaire
# $count: versions asked before
questionnaires-earlier-label =
    { $count ->
        [one] One earlier version
       *[other] { $count } earlier versions
    }
# $version: as its settings give it; $date: the day it was published
questionnaires-earlier-message = version { $version }, since { $date }
questionnaires-again-action = Ask by this one again
# $title: the questionnaire; $version: its version
questionnaires-again-title = { $title }: back to version { $version }?
questionnaires-again-hint = New interviews will be asked by it. Interviews under way stay as they are, and finished ones keep the version they were asked in.
questionnaires-again-sure-action = Ask by this version
# $title: the questionnaire; $version: its version
questionnaires-published-message = New interviews are asked by “{ $title }”, version { $version }.
questionnaires-save-title = Save as a spreadsheet
questionnaires-save-hint = The questionnaire is written as an .xlsx workbook that spreadsheet programs and KoboToolbox or ODK open too. It holds questions, not answers.
questionnaires-save-go-action = Save
# $path: the file
questionnaires-saved-message = Saved: { $path }

## Taking one in

questionnaires-take-title = Take in a questionnaire
questionnaires-take-hint = A spreadsheet (.xlsx, .xls), a folder of CSV sheets, or an XML form of ODK Central or KoboToolbox. It is looked through first; nothing changes until you say so.
questionnaires-path-label = File or folder
questionnaires-path-hint = Lists that the questionnaire names are taken from the folder it lies in.
questionnaires-pick-action = Choose a file…
questionnaires-read-action = Look through it
questionnaires-path-missing-message = Choose a file, or type the way to it.
# $file: its name; $seconds: how long it took
questionnaires-read-message =
    { $file } · { $seconds ->
        [0] read at once
       *[other] read in { $seconds } s
    }, nothing changed yet
# $errors: what stops it; $warnings: what is worth a look
questionnaires-verdict-title =
    { $errors ->
        [0] { $warnings ->
            [0] Nothing is wrong with this questionnaire
            [one] It can be asked; one thing is worth a look
           *[other] It can be asked; { $warnings } things are worth a look
        }
        [one] { $warnings ->
            [0] One problem stops this questionnaire
            [one] One problem stops this questionnaire, one is worth a look
           *[other] One problem stops this questionnaire, { $warnings } are worth a look
        }
       *[other] { $warnings ->
            [0] { $errors } problems stop this questionnaire
            [one] { $errors } problems stop this questionnaire, one is worth a look
           *[other] { $errors } problems stop this questionnaire, { $warnings } are worth a look
        }
    }
questionnaires-same-message = This is the version that is asked now. There is nothing to take in.
# $version: as its settings give it
questionnaires-taken-message = The centre has a version { $version } already, and it differs from this one. Raise version in the sheet settings, save, and read the file again.
questionnaires-error-label = Stops it
questionnaires-warning-label = Works, but look
# $shown: how many are listed; $count: all
questionnaires-more-message = The first { $shown } of { $count } are listed.
questionnaires-problems-label = What to look at
# $cell: B12; $sheet: survey
questionnaires-cell-title = Cell { $cell } of the sheet “{ $sheet }”
questionnaires-row-label = Row
questionnaires-again-read-action = Read the file again
questionnaires-publish-action = Ask by this version
questionnaires-publish-first-action = Ask by this questionnaire
# $errors: what stops it
questionnaires-stopped-action =
    { $errors ->
        [one] One problem stops it
       *[other] { $errors } problems stop it
    }
questionnaires-back-action = Back to the questionnaires

## What is in it, and what it changes

questionnaires-inside-title = What is in it
questionnaires-changes-title = What this version changes
questionnaires-kind-label = Kind
# $questions: all; $conditional: asked only under a condition
questionnaires-kind-message =
    { $questions ->
        [one] one question
       *[other] { $questions } questions
    }{ $conditional ->
        [0] {""}
       *[other] , { $conditional } of them only when a condition holds
    }
questionnaires-languages-label = Languages
# $language: name; $said: questions with words in it; $questions: all
questionnaires-language-part-message = { $language } ({ $said } of { $questions })
# $before, $after: versions
questionnaires-version-change-label = Version
questionnaires-version-change-message = { $after }, in place of { $before }
questionnaires-added-label = New questions
questionnaires-removed-label = Questions gone
questionnaires-retyped-label = Answered in another way
questionnaires-choices-added-label = New answers
questionnaires-choices-removed-label = Answers no longer offered
# $count: how many more than are listed
questionnaires-rest-message = and { $count } more
questionnaires-wording-message = Only words or conditions differ.
questionnaires-under-way-label = Under way
# $count: interviews
questionnaires-under-way-message =
    { $count ->
        [0] none
        [one] one interview stays with its version and can be finished
       *[other] { $count } interviews stay with their version and can be finished
    }
questionnaires-finished-label = Finished
# $count: interviews
questionnaires-finished-message =
    { $count ->
        [0] none
        [one] one interview, shown as it was asked
       *[other] { $count } interviews, shown as they were asked
    }

## A trial

questionnaires-trial-label = Trial: nothing is kept
questionnaires-trial-foot = Trial: answers are not kept
questionnaires-trial-end-action = End the trial
questionnaires-trial-review-title = This is what the worker looks through at the end
