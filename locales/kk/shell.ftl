### Әр экранның жақтауы: жоғарғы жолақ, төменгі жолақ, пернелер, құлып, жабу.

shell-skip-action = Негізгі бөлікке өту
shell-nav-label = Негізгі беттер
shell-nav-home = Бүгін
shell-nav-people = Адамдар
shell-nav-services = Қызметтер
shell-nav-questionnaires = Сауалнамалар
shell-nav-export = Деректерді шығару
shell-nav-members = Қызметкерлер
shell-nav-laptops = Ноутбуктер
shell-nav-doctor = Тексеру
shell-nav-settings = Баптау
# Жоғарғы жолаққа сыймаған беттердің тізімін ашады.
shell-nav-more-action = Тағы
shell-language-label = Тіл
# In an interview, where the languages of the questions stand in another list. $language: English
shell-language-option = Терезе: { $language }
shell-practice-label = Сынақ орталығы
shell-room-label = Алмасу ашық
# Бренд қасында, жаттығу орталығы ашық тұрғанда.
shell-demo-label = Жаттығу: ойдан шығарылған

## Төменгі жолақ. Қазір не рас болса, соны айтады.

# $time: 14:02
shell-saved-message = Осы ноутбукте сақталды, { $time }
shell-saved-calm-message = Осы ноутбукте сақтаулы
# Before the first answer of an interview.
shell-empty-message = Әзірге ештеңе жазылған жоқ
shell-saving-message = Сақталып жатыр…
shell-failed-message = Сақталмады. Мәтін экранда тұр
shell-retry-action = Қайталап көру
# $count: басқа құрылғыда жоқ өзгерістер.
shell-unsent-message =
    { $count ->
        [0] Басқаға берілетін өзгеріс жоқ
       *[other] { $count } өзгеріс тек осы ноутбукте
    }
# Түйінде бар; $count: басқа ноутбукте жоқ өзгерістер.
shell-at-hub-message =
    { $count ->
       *[other] { $count } өзгеріс түйінде, басқа ноутбукке әлі жеткен жоқ
    }
shell-keys-action = Пернелер
shell-lock-action = Құлыптау
shell-cover-action = Жасыру
# Соңғы жауап сақталмай тұрып құлыпталса.
shell-lock-unsaved-message = Соңғы жауап сақталмай тұр. Қазір құлыптасаңыз, ол жоғалады.
shell-lock-anyway-action = Бәрібір құлыптау
shell-stay-action = Осында қалу

## Пернелер (F1)

shell-keys-title = Осы экрандағы пернелер
shell-keys-close-action = Жабу
shell-key-find = адамды табу
shell-key-new = жаңа сұхбат
shell-key-lock = құлыптау, ештеңе жоғалмайды
shell-key-cover = экранды жасыру
shell-key-help = осы пернелер
shell-key-size = мәтінді үлкейту, кішірейту, бастапқы өлшемі
shell-key-solid = негізгі түймені басу
shell-key-answer = сол жауапты таңдау; 0 – «басқа»
shell-key-move = жылжу, белгілеу
shell-key-clear = белгіленген жауапты алып тастау
shell-key-place = ретін жоғары не төмен жылжыту
shell-key-next = келесі сұрақ
shell-key-back = алдыңғы сұрақ
shell-key-unknown = білмейді
shell-key-declined = жауап бергісі келмейді
shell-key-later = кейін сұрау
shell-key-language = сұрақтардың тілі
shell-key-stop = тоқтап, сақтап қою
shell-key-jump = басқа бөлімге өту
shell-key-line = ұзын мәтінде жаңа жолға түсу
shell-key-add = тізімге тағы біреуін қосу
shell-key-rows = тізіммен жүру
shell-key-open = таңдалған жолды ашу
shell-key-search = іздеуге қайту
shell-key-again = файлды қайта оқу
shell-key-stop-meeting = алмасуды тоқтату, алынғаны сақталады
shell-key-no-erase = өшірмей, адамның бетіне қайту

## Күте тұрғанда

shell-wait-message = Сәл күтіңіз…
shell-back-action = Артқа
shell-cancel-action = Болдырмау
# Көрсетуге келмейтін беттің тақырыбы.
shell-broken-title = Мұны қазір көрсету мүмкін болмады
