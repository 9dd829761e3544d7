### Words of a person's page. profile-<property>: what is known about a person; the property as questionnaires save it,
### with hyphens for underscores. Shown as a heading before the value.

profile-family-name = Family name
profile-given-name = Given name
profile-patronymic = Patronymic
profile-full-name = Name
profile-preferred-name = Wishes to be called
profile-former-name = Earlier name
profile-sex = Sex
profile-birth-date = Date of birth
profile-birth-year = Year of birth
profile-citizenship = Citizenship
profile-native-language = Native language
profile-phone = Telephone
profile-document-number = Number of a document
profile-safe-contact = Safe to contact
# Did the person agree to be asked and written down?
profile-consent = Consent to the interview
# Did the person agree that others are told?
profile-consent-sharing = Consent to tell others
profile-marital = Family status
profile-birth-country = Country of birth
profile-can-read = Reads and writes
profile-kazakh-level = Kazakh
profile-russian-level = Russian
profile-education = Education
profile-profession = Profession
profile-origin-country = Came from
profile-arrival-date = Arrived
profile-legal-status = Legal status
# Of someone in the household.
profile-relation = Relation
profile-age = Age
profile-here = Is here
# A property that has no word of its own. $property: its name in the questionnaire.
profile-other = Also known: { $property }

## Roles and permissions of members

role-volunteer = volunteer
role-worker = worker
role-supervisor = supervisor
role-coordinator = coordinator
# Permissions beside the role.
grant-protected = personal meetings
grant-inspector = inspections
grant-expert = expert ratings
grant-analyst = reports without names
