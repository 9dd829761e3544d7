### Адаммен не болғаны және кім қарағаны. Уақыты мен қызметкердің атынан кейін бір жолдан.

history-case-opened = іс ашты
history-interview-finished = сұхбатты аяқтады
history-decide = қажеттілік туралы шешімді жазды
history-resolve = екі түрлі жазылғанның бірін таңдады
history-planned = келесі хабарласатын күнді белгіледі
history-closed = істі жапты
history-reopened = істі қайта ашты
history-death-confirmed = адамның қайтыс болғанын растады
history-offered = істі басқа қызметкерге ұсынды
history-taken = істі қабылдады
history-not-taken = ұсынылған істен бас тартты
history-offer-revoked = ұсынысын қайтарып алды
history-given = істі басқа қызметкерге берді
history-told = істің кімде екенін білді
history-transfer-proposed = істі басқа орталыққа өткізуді ұсынды
history-transfer-answered = басқа орталықтың жауабын қабылдап алды
history-transfer-revoked = істі басқа орталыққа өткізуден бас тартты
history-transfer-settled = істі өткізу туралы қайсысы дұрыс екенін айтты
history-transfer-taken = істі басқа орталықтан қабылдап алды
history-link = басқа жазбаны осы адамдікі деп қосты
history-kept-apart = басқа жазбаны бөлек адамдікі деп ажыратты
history-consent = келісім туралы жауапты жазды
history-refer = жолдама бойынша қадам жасады
history-interview-amended = сұхбатты түзетті
# Уақытына сенуге болмайтын жолдың жанында: ноутбуктің сағаты тым алда болған.
history-date-in-doubt = күні күмәнді
# Пананың жаңарақ нұсқасы жазған, бұл нұсқада сөзі жоқ оқиға.
history-other = Пананың бұл нұсқасы атай алмайтын өзгеріс жасады

access-person-opened = адамның парақшасын ашты
access-interview-opened = сұхбатты оқыды
access-exported = осы адамның деректерін шығарып алды
access-printed = хат не парақ басып шығарды не сақтады
# history-other сияқты.
access-other = Пананың бұл нұсқасы атай алмайтын әрекет жасады
