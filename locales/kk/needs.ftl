## Жауаптардан не керегі көрінеді: қажеттіліктер мен лайық қызмет түрлері

needs-show-action = Не керегін көру
needs-title = Не керек, кім көмектесе алады
needs-advice-message = Бұл – кеңес. Шешімді адаммен бірге қабылдаңыз.
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
needs-stops-referrals-message = Адам бұл туралы ешкімге айтуға рұқсат бермеді. Жолдама жасалмайды: тек адамның өзі таңдаған көмек беріледі.
needs-stops-referrals-but-vital-message = Адам бұл туралы ешкімге айтуға рұқсат бермеді. Өміріне қауіп төнсе ғана, екінші қызметкер келісіп, адамның өзіне алдын ала айтылғаннан кейін, өмірін сақтауға керегі жеткізіледі.
