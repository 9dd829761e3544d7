### Істің жағдайы: ашық не жабық, кім жүргізеді, кімге беріледі.

standing-title = Іс
# Адамның аты-жөнінің жанындағы және тізімдегі белгі.
standing-closed-label = іс жабық
# $reason: себебі, $date: жапқан күн.
standing-closed-message = Іс { $date } күні жабылды: { $reason }.
# $name: кім, $date: қашан.
standing-closed-by-message = Жапқан: { $name }, { $date }.
# $date: күн.
standing-closed-since-message = Қай күннен бастап: { $date }.
standing-reopened-message = Іс қайта ашылды: { $name }, { $date }.
standing-opened-by-work-message = Іс жабылған еді, бірақ содан кейінгі жұмыс оны қайта ашты.
# Жабық істің парақшасында.
standing-closed-hint = Жаңа сұхбат, жолдама, қабылданған қажеттілік не белгіленген күн істі өзі қайта ашады.
standing-worker-label = Жүргізетін қызметкер
standing-worker-none-message = Істі әлі ешкім жүргізбейді.
standing-worker-me-label = Сіз
# $name: қызметкер.
standing-worker-left-label = { $name } (бұл жерде енді жұмыс істемейді)
standing-workers-apart-message = Істі екі ноутбукте екі адам алған. Кім жүргізетінін келісіп, істі соған беріңіз.
# $to: кімге, $from: кім ұсынды.
standing-offer-message = { $from } бұл істі { $to } деген қызметкерге ұсынды. Ол қабылдағанша іс бұрынғыдай қалады.
standing-agreed-message = Соңғы әңгімеде бақылауды аяқтауға болатыны айтылған: { $reason }. Іс өздігінен жабылмайды.
standing-close-action = Істі жабу
standing-reopen-action = Істі қайта ашу
standing-hand-action = Басқа қызметкерге беру
standing-revoke-action = Ұсынысты қайтарып алу
standing-take-action = Қабылдау
standing-decline-action = Бас тарту

standing-close-title = Істі жабу
standing-reason-label = Неге жабылады?
standing-reason-goals-met-option = Мақсаттарына жетті
standing-reason-naturalised-option = Азаматтық алды
standing-reason-season-over-option = Маусым немесе шарт аяқталып, кетті
standing-reason-moved-option = Басқа жерге көшті
standing-reason-returned-home-option = Бұрынғы жеріне оралды
standing-reason-lost-contact-option = Байланыс үзілді
standing-reason-client-request-option = Адам өзі сұрады
standing-reason-transferred-option = Басқа мекемеге берілді
standing-reason-deceased-option = Қайтыс болды
standing-reason-other-option = Басқа
standing-day-label = Қай күннен бастап?
# Бұл сөздер адамның парақшасында тұрады.
standing-words-label = Өз сөзіңізбен (міндетті емес). Мұны орталықтағылардың бәрі оқиды: оңаша айтылғанды жазбаңыз.
standing-words-needed-label = Неге? Өз сөзіңізбен жазыңыз. Мұны орталықтағылардың бәрі оқиды: оңаша айтылғанды жазбаңыз.
standing-means-title = Жабылса не болады
standing-means-today-message = Адам «Бүгін» тізімінен шығады, онымен хабарласу жоспарланбайды. Мекеме кейін жауап берсе, адамға тек сол айтылады (қайтыс болмаса). Іс жойылмайды: іздесеңіз, табылады.
# $date: күн.
standing-means-follow-up-message = { $date } күніне белгіленген хабарласу тоқтайды.
standing-means-meeting-message = { $date } күніне дейінгі кездесу «Бүгін» тізімінен шығады.
# $count: сан.
standing-means-drafts-message =
    { $count ->
       *[other] Аяқталмаған сұхбат бар: { $count }. Аяқталса, іс қайта ашылады.
    }
standing-fates-title = Ашық жолдамалар
standing-fates-hint = Әрқайсысы не болатынын таңдаңыз.
standing-fate-cancel-option = тоқтату
standing-fate-goes-on-option = өзі жалғасады
# Жолдама жіберілген болса.
standing-fate-tell-message = Тоқтатылса, мекемеге хабарлау «Бүгін» тізімінде қалады.
standing-fate-begun-message = Көмек басталып кеткен: тоқтатылмайды.
# Оны ешбір мекеме алмаған болса: өзі жалғаспайды.
standing-fate-ends-message = Мұнымен ешкім айналысып жатқан жоқ: іспен бірге тоқтатылады.
standing-missing-message = Бәрі толтырылмаған: себебін, күнін және әр жолдаманың тағдырын көрсетіңіз.

standing-reopen-title = Істі қайта ашу
standing-reopen-words-label = Неге ашылады? (міндетті емес) Мұны орталықтағылардың бәрі оқиды: оңаша айтылғанды жазбаңыз.
standing-reopen-hint = Іс ашылғаннан кейін адаммен хабарласатын күн белгіленбеген болады. Артынан осы парақшадағы «Келесі хабарласу» бөлімінде күнін белгілеңіз.

standing-hand-title = Істі басқа қызметкерге беру
standing-hand-to-label = Кімге?
standing-hand-none-message = Бұл орталықта іс жүргізетін басқа қызметкер жоқ.
standing-hand-words-label = Неге? (міндетті емес) Мұны орталықтағылардың бәрі оқиды: оңаша айтылғанды жазбаңыз.
standing-hand-offer-hint = Іс ол қабылдағанда ғана өтеді.
standing-hand-give-hint = Іс бірден өтеді, оған да, бұрынғы қызметкерге де айтылады.
standing-hand-offer-action = Ұсыну
standing-hand-give-action = Бірден беру
standing-decline-title = Істен бас тарту
standing-decline-words-label = Неге? Ұсынған адам мұны көреді (міндетті емес)
standing-decline-save-action = Бас тарту

standing-told-title = Сізге айтылатыны
# $name: кім, $person: кімнің ісі.
standing-told-offer-message = { $name } Сізге іс ұсынды: { $person }.
standing-told-taken-message = { $name } ісіңізді қабылдады: { $person }. Енді оны сол жүргізеді.
standing-told-given-message = { $name } бұл істі басқа қызметкерге берді: { $person }. Енді ол Сіздің тізіміңізде жоқ.
standing-told-declined-message = Сіз ұсынған істен { $name } бас тартты: { $person }. Іс Сізде қалды.
standing-told-yours-message = { $name } Сізге іс берді: { $person }. Енді оны Сіз жүргізесіз.
standing-told-closed-message = { $name } Сіз жүргізетін істі жапты: { $person }.
standing-told-nameless-label = аты-жөні жазылмаған адам
standing-told-ok-action = Түсінікті

# Адамдар тізімінің үстінде.
standing-whose-label = Кімнің істері
standing-whose-all-option = барлығы
standing-whose-mine-option = менікі
standing-whose-closed-option = жабылған
# «Бүгін» тізімінің үстінде.
standing-work-label = Кімнің жұмысы
standing-work-mine-option = менікі
standing-work-all-option = бүкіл орталық
# $count: сан.
standing-work-others-message =
    { $count ->
       *[other] Басқа қызметкерлерде тағы { $count } жұмыс күтіп тұр.
    }
