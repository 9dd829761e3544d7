### Onto paper: letters, consent sheets, what is held about a person.

paper-one-language-label = One language only
paper-folder-hint = The file is not encrypted. Delete it once it is printed.
paper-printer-label = Printer
paper-no-printer-hint = No printer was found on this computer. Save a file and print it from another program.
paper-print-action = Print
paper-save-action = Save a file
paper-first-language-label = Language
paper-second-language-label = Second language
paper-printed-message = It was sent to the printer. Take the paper at once.
paper-saved-message = Saved: { $path }
paper-unprintable-message = These signs cannot be printed, � stands in their place on paper: { $signs }. Write them in other letters.
paper-cut-message = The text is too long, and its end is not on the paper: { $lines }. Write it shorter.
paper-consent-title = Consent sheet
paper-consent-hint = What is ticked stands on it as it is. Read it to the person.
paper-consent-action = Make a consent sheet
paper-held-title = What we hold about this person
paper-held-hint = The sheet is for the person alone. Answers that could harm them are not on paper: tell them when nobody else is near.
paper-held-action = A sheet for the person
