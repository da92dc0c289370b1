"""The words a page says in the reader's language. A table only: grammar and dates are in `labels`.

Languages: English, German, French, Spanish, Arabic, Ukrainian; any other language falls back to English.
"""

from __future__ import annotations

_KEYS = (
    "skip_story", "skip_news", "sections", "share", "by", "published", "updated", "also_read", "correction",
    "clarification", "topics", "more_from", "latest", "breaking", "developing", "breaking_news",
    "developing_news", "front_page", "withdrawn", "withdrawn_text", "not_found", "not_found_text",
    "newer", "older", "page", "stories_by", "topic", "email", "copy", "copied", "feed", "fact", "embed",
    "all_stories", "no_stories", "footnotes", "photo", "corrections_log", "no_corrections",
)  # fmt: skip

_TABLE = {
    "en": (
        "Skip to the story", "Skip to the news", "Sections", "Share this story", "By {names}", "Published {time}",
        "Updated {time}", "Also read", "Correction", "Clarification", "Topics", "More from {name}", "Latest",
        "Breaking", "Developing", "Breaking news", "Developing story", "{name} front page",
        "This story has been withdrawn", "The newsroom has taken this story back. It is no longer available here.",
        "There is no page here", "The address may be mistyped, or the page may have moved.",
        "Newer stories", "Older stories", "Page {page}", "Stories by {name}", "Topic", "Email",
        "Copy link", "Link copied", "RSS", "In brief", "Open {host}", "Front page", "Nothing has been published yet.",
        "Footnotes", "Photo: {name}", "Corrections", "No correction has been published.",
    ),
    "de": (
        "Zum Artikel springen", "Zu den Nachrichten springen", "Ressorts", "Artikel teilen", "Von {names}",
        "Veröffentlicht {time}", "Aktualisiert {time}", "Lesen Sie auch", "Korrektur", "Klarstellung", "Themen",
        "Mehr aus {name}", "Neueste", "Eilmeldung", "In Entwicklung", "Eilmeldung", "Laufende Entwicklung",
        "{name}: Titelseite", "Dieser Artikel wurde zurückgezogen",
        "Die Redaktion hat diesen Artikel zurückgezogen. Er ist hier nicht mehr verfügbar.",
        "Hier gibt es keine Seite", "Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist umgezogen.",
        "Neuere Artikel", "Ältere Artikel", "Seite {page}", "Artikel von {name}", "Thema", "E-Mail",
        "Link kopieren", "Link kopiert", "RSS", "Kurz gefasst", "{host} öffnen", "Titelseite",
        "Noch ist nichts veröffentlicht.", "Fußnoten", "Foto: {name}", "Korrekturen",
        "Es wurde keine Korrektur veröffentlicht.",
    ),
    "fr": (
        "Aller à l’article", "Aller aux actualités", "Rubriques", "Partager cet article", "Par {names}",
        "Publié {time}", "Mis à jour {time}", "À lire aussi", "Correction", "Précision", "Sujets",
        "Plus d’articles : {name}", "Dernières nouvelles", "Dernière minute", "En cours", "Dernière minute",
        "Information en cours", "{name} : la une", "Cet article a été retiré",
        "La rédaction a retiré cet article. Il n’est plus disponible ici.", "Il n’y a pas de page ici",
        "L’adresse est peut-être mal saisie, ou la page a été déplacée.", "Articles plus récents",
        "Articles plus anciens", "Page {page}", "Articles de {name}", "Sujet", "E-mail",
        "Copier le lien", "Lien copié", "RSS", "En bref", "Ouvrir {host}", "La une",
        "Rien n’a encore été publié.", "Notes", "Photo : {name}", "Corrections",
        "Aucune correction n’a été publiée.",
    ),
    "es": (
        "Ir a la noticia", "Ir a las noticias", "Secciones", "Compartir esta noticia", "Por {names}",
        "Publicado {time}", "Actualizado {time}", "Lea también", "Corrección", "Aclaración", "Temas",
        "Más de {name}", "Lo último", "Última hora", "En desarrollo", "Última hora", "Noticia en desarrollo",
        "Portada de {name}", "Esta noticia se ha retirado",
        "La redacción ha retirado esta noticia. Ya no está disponible aquí.", "Aquí no hay ninguna página",
        "Puede que la dirección esté mal escrita o que la página se haya movido.", "Noticias más recientes",
        "Noticias anteriores", "Página {page}", "Noticias de {name}", "Tema", "Correo",
        "Copiar enlace", "Enlace copiado", "RSS", "En breve", "Abrir {host}", "Portada",
        "Todavía no se ha publicado nada.", "Notas", "Foto: {name}", "Correcciones",
        "No se ha publicado ninguna corrección.",
    ),
    "ar": (
        "انتقل إلى الخبر", "انتقل إلى الأخبار", "الأقسام", "شارك هذا الخبر", "بقلم {names}", "نُشر {time}",
        "حُدّث {time}", "اقرأ أيضًا", "تصحيح", "توضيح", "مواضيع", "المزيد من {name}", "آخر الأخبار", "عاجل",
        "خبر متطور", "خبر عاجل", "خبر متطور", "الصفحة الأولى: {name}", "سُحب هذا الخبر",
        "سحبت هيئة التحرير هذا الخبر، ولم يعد متاحًا هنا.", "لا توجد صفحة هنا",
        "ربما كُتب العنوان خطأً، أو نُقلت الصفحة.", "أخبار أحدث", "أخبار أقدم", "صفحة {page}",
        "أخبار {name}", "موضوع", "البريد الإلكتروني", "نسخ الرابط", "نُسخ الرابط", "RSS", "باختصار",
        "افتح {host}", "الصفحة الأولى", "لم يُنشر شيء بعد.", "حواشٍ", "الصورة: {name}", "تصحيحات",
        "لم يُنشر أي تصحيح.",
    ),
    "uk": (
        "До статті", "До новин", "Розділи", "Поділитися", "{names}", "Опубліковано {time}", "Оновлено {time}",
        "Читайте також", "Виправлення", "Уточнення", "Теми", "Більше з розділу «{name}»", "Останні новини",
        "Терміново", "Новина доповнюється", "Термінова новина", "Новина доповнюється",
        "{name}: головна сторінка", "Цю статтю відкликано",
        "Редакція відкликала цю статтю. Тут вона більше не доступна.", "Тут немає сторінки",
        "Можливо, адресу введено неточно або сторінку переміщено.", "Новіші статті", "Давніші статті",
        "Сторінка {page}", "Статті: {name}", "Тема", "Ел. пошта", "Копіювати посилання",
        "Посилання скопійовано", "RSS", "Стисло", "Відкрити {host}", "Головна сторінка",
        "Ще нічого не опубліковано.", "Примітки", "Фото: {name}", "Виправлення",
        "Жодного виправлення не опубліковано.",
    ),
}  # fmt: skip

WORDS: dict[str, dict[str, str]] = {
    language: dict(zip(_KEYS, words, strict=True)) for language, words in _TABLE.items()
}
