### The same person twice: why we think so, why perhaps not, and what was decided.

same-perhaps-title = Perhaps known already
same-perhaps-hint = Look, and ask the person. Nothing is joined by itself.
same-why-title = Why we think it is one person
same-why-not-title = Why perhaps not
same-why-not-none-message = Nothing speaks against it.
same-draft-label = from an unfinished interview
same-compare-action = Compare
same-title = One person, or two?
same-table-label = The two records side by side
same-name-label = Name
same-equal-label = the same
same-differs-label = differs
same-unsaid-label = not said
same-one-option = One person: join the two records
same-two-option = Two people
same-words-label = Why did you decide so? Everybody in the centre reads this: write nothing that was said in private.
same-choose-message = First choose one of the two and write why.
same-join-action = Join
same-part-action = Keep apart
same-later-action = Later
same-means-hint = What is joined can be taken apart later. A pair that is kept apart is not offered again, on other laptops neither.
same-may-not-message = This is for a worker who has both cases, or for a supervisor: tell them.
same-joined-title = Other records of this person
# Who joined them, when.
same-joined-by-message = Joined by { $name }, { $date }.
same-joined-third-message = Joined by way of a third record.
same-joined-interviews-message = Interviews of this record:
same-part-title = Take the two records apart
same-unjoin-action = Take apart
same-apart-title = Kept apart as other people
# Who decided, when.
same-apart-by-message = Decided by { $name }, { $date }.
# Numbers of cases.
same-still-message = The two are still joined by way of { $numbers }.
# Number of the case, and how many interviews.
same-meanwhile-message = Interviews since they were joined stay where they were written: { $number }, { $count }.
# In a list: the numbers of the person's other records.
same-also-message = also { $numbers }

# What a comparison says, one on a line.
same-sign-family-same = the same family name
same-sign-family-written = the same family name, written otherwise
same-sign-family-script = the same family name in another script
same-sign-family-slip = family names that differ by a slip of the finger
same-sign-family-short = one family name is a part of the other
same-sign-family-other = another family name
same-sign-given-same = the same given name
same-sign-given-written = the same given name, written otherwise
same-sign-given-script = the same given name in another script
same-sign-given-slip = given names that differ by a slip of the finger
same-sign-given-short = one given name is a part of the other
same-sign-given-other = another given name
same-sign-patronymic-same = the same father’s name
same-sign-patronymic-written = the same father’s name, written otherwise
same-sign-patronymic-other = another father’s name
same-sign-names-swapped = given name and family name are swapped
same-sign-birth-same = the same day of birth
same-sign-birth-swapped = day and month of birth are swapped
same-sign-birth-slip = one digit of the day of birth differs, or two are swapped
same-sign-birth-month = the same month of birth; of one the day is not known
same-sign-birth-year = the same year of birth; of one no more is known
same-sign-birth-about = the age that was guessed fits
same-sign-birth-near = the age that was guessed is near
same-sign-birth-year-only = the same year of birth, but another day
same-sign-birth-other = another time of birth
same-sign-sex-same = the same sex
same-sign-sex-other = another sex
same-sign-phone-same = the same telephone, which two people may share
same-sign-phone-slip = one digit of the telephone differs, or two are swapped
same-sign-phone-other = another telephone
same-sign-document-same = the same number of a document
same-sign-document-slip = one sign of a document’s number differs, or two are swapped
same-sign-document-other = another number of a document
same-sign-country-same = the same citizenship
same-sign-country-other = another citizenship
same-sign-language-same = the same native language
same-sign-language-other = another native language
same-sign-household-same = somebody of the same name lives with both
same-sign-household-other = none who live with them have the same name
