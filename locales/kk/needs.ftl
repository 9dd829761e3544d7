## Жауаптардан не керегі көрінеді: қажеттіліктер мен лайық қызмет түрлері

needs-show-action = Не керегін көру
needs-title = Не керек, кім көмектесе алады
needs-advice-message = Бұл – кеңес. Шешімді адаммен бірге қабылдаңыз.
needs-list-title = Қажеттіліктер
# $rules: ережелердің нөмірлері; $count: саны
needs-rules-message = { $count ->
        [one] { $rules } ережесі
       *[other] { $rules } ережелері
    }
needs-accept-action = Қолға алу
needs-aside-action = Қарастырмау
needs-again-action = Қайта шешу
needs-take-back-action = Шешімді қайтарып алу
needs-decided-accepted-label = Қолға алынды
needs-decided-added-label = Қызметкер қосты
# $reason: себебі
needs-decided-aside-message = Қарастырылмайды: { $reason }
needs-decided-apart-message = Бөлек ноутбуктерде екі түрлі шешім қабылданған. Қайсысы дұрыс екенін қайта шешіңіз.
needs-overtaken-label = Содан бері жауаптар не ережелер өзгерді
needs-reason-label = Неге қарастырылмайды?
needs-reason-met-label = Бұл қажеттілік шешіліп қойған
needs-reason-elsewhere-label = Мұнымен басқа біреу айналысып жүр
needs-reason-not-wanted-label = Адам бұл көмекті қаламайды
needs-reason-not-so-label = Жауаптар шын жағдайды көрсетпейді
needs-reason-later-label = Қазір емес: алдымен басқасы керек
needs-reason-other-label = Басқа себеп
needs-words-label = Өз сөзіңізбен (толтырмауға болады)
needs-words-needed-label = Себебі, өз сөзіңізбен
needs-aside-save-action = Қарастырмау
needs-add-action = Қажеттілікті өзім қосу
needs-add-title = Жауаптардан көрінбейтін қажеттілік
needs-add-need-label = Не керек?
needs-add-missing-message = Не керек екенін таңдаңыз.
needs-add-urgency-label = Қаншалықты шұғыл?
needs-add-save-action = Қосу
needs-none-message = Берілген жауаптардан көмек керегі көрінбейді.
needs-urgency-critical-label = Аса шұғыл: 24 сағат ішінде
needs-urgency-urgent-label = Шұғыл: 3 күн ішінде
needs-urgency-normal-label = Жоспарлы: 14 күн ішінде
needs-urgency-low-label = Бақылау: 30 күн ішінде
# $rule: ереженің нөмірі; $sphere, $level: төмендегі сөздер
needs-rule-message = { $rule } ережесі · { $sphere } · { $level }
needs-sphere-territorial-label = аумақтық оңалту
needs-sphere-cultural-label = рухани-мәдени интеграция
needs-sphere-professional-label = кәсіби бейімделу
needs-level-individual-label = жеке жұмыс
needs-level-group-community-label = топпен, қауыммен жұмыс
needs-level-public-state-label = қоғамдық-мемлекеттік деңгей
needs-because-label = Адам былай жауап берді:
needs-change-label = Мынадай жауап болса, бұл керек болмас еді:
needs-change-or-label = немесе
needs-change-unsearched-message = Мұны қандай жауап өзгертетіні соңына дейін ізделмеді: тексеретін жауап тым көп.
needs-change-partly-message = Басқа жауап та болуы мүмкін: бәрі ізделген жоқ.
needs-services-label = Лайық қызмет түрлері
needs-actor-self-label = алдымен адамның өзі
needs-actor-family-group-label = алдымен отбасы, өзара көмек тобы
needs-actor-community-org-label = алдымен қауым, үкіметтік емес ұйым
needs-actor-municipality-label = алдымен жергілікті атқарушы орган
needs-actor-state-label = алдымен мемлекеттік орган
# $count: ережелер саны
needs-unknown-label = Әзірге белгісіз: { $count }
needs-unknown-hint = Бұл сұрақтар қойылмаған не жауабы айтылмаған. Белгісіз нәрсе «жоқ» деп есептелмейді.
# Бөгде адам оқып қоймауы үшін: не туралы екені осы батырмамен ғана көрсетіледі.
needs-apart-title = Жеке кездесуде айтылатын мәселе
needs-apart-action = Не туралы екенін көрсету
needs-unknown-missing-label = Айтылмағаны:
needs-typology-title = Көшу сипаты
needs-next-title = Келесі сауалнама
needs-stops-referrals-message = Адам бұл туралы ешкімге айтуға рұқсат бермеді не кімге айтуға болатынын айтпады. Жолдама жасалмайды: тек адамның өзі таңдаған көмек беріледі.
needs-stops-referrals-but-vital-message = Адам бұл туралы ешкімге айтуға рұқсат бермеді не кімге айтуға болатынын айтпады. Өміріне қауіп төнсе ғана, екінші қызметкер келісіп, адамның өзіне алдын ала айтылғаннан кейін, өмірін сақтауға керегі жеткізіледі.
needs-spheres-title = Өмірдің үш саласы
needs-spheres-hint = Адамның өз айтуынша: 0 – бәрі әлі бөтен, 100 – бәрі өзінікі болды.
needs-spheres-territorial-label = Үй, туыс, көршілік
needs-spheres-cultural-label = Сенім, тіл, қадір-қасиет
needs-spheres-professional-label = Еңбек пен табыс
# $now, $before: numbers from 0 to 100
needs-spheres-value-message = 100-ден { $now }
needs-spheres-before-message = бұрын { $before } еді
needs-spheres-unknown-message = сұралмаған не айтылмаған
