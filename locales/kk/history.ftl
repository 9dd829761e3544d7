### Адаммен не болғаны және кім қарағаны. Уақыты мен қызметкердің атынан кейін бір жолдан.

history-case-opened = іс ашты
history-interview-finished = сұхбатты аяқтады
history-interview-amended = сұхбатты түзетті
history-exported = осы адамның деректерін шығарып алды
# Пананың жаңарақ нұсқасы жазған, бұл нұсқада сөзі жоқ оқиға.
history-other = Пананың бұл нұсқасы атай алмайтын өзгеріс жасады

access-person-opened = адамның парақшасын ашты
access-interview-opened = сұхбатты оқыды
access-exported = осы адамның деректерін шығарып алды
# history-other сияқты.
access-other = Пананың бұл нұсқасы атай алмайтын әрекет жасады
