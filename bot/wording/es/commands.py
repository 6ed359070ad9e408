"""The commands of a chat, in Spanish."""

from __future__ import annotations

from bot.wording.phrases import Phrase


class CommandPhrases:
    """Descriptions have at most 100 characters, the strictest platform's limit."""

    command_subscribe = Phrase("Avisar a este chat cuando una agencia de estos lugares entra en la lista o sale")
    option_subscribe = Phrase("estados")
    option_subscribe_description = Phrase(
        "Estados, condados o agencias: VA, condado de Page VA, policía de Tampa; o: todo"
    )
    command_unsubscribe = Phrase("Dejar de avisar sobre estos lugares, o sobre todos")
    option_unsubscribe = Phrase("estados")
    option_unsubscribe_description = Phrase("Códigos o nombres; “todo” termina todos los avisos; sin nada, pregunta")
    command_subscriptions = Phrase("Sobre qué lugares se avisa a este chat")
    command_alerts = Phrase("Qué tipos de noticias recibe este chat; activarlos o desactivarlos")
    option_alerts = Phrase("ajuste")
    option_alerts_description = Phrase("Por ejemplo: documentos sí, renovaciones no; sin nada, muestra cómo están")
    command_early = Phrase("Avisar enseguida de salidas que aún se verifican (desactivado si no se pide)")
    option_early = Phrase("ajuste")
    option_early_description = Phrase("sí o no; sin nada, muestra cómo está")
    command_state = Phrase("Quién tiene ahora un acuerdo 287(g), por estado, condado o agencia")
    option_state = Phrase("estado")
    option_state_description = Phrase("Un estado, un condado o una agencia: NY o condado de Page VA")
    command_changes = Phrase("Los últimos cambios por estado, condado o agencia, con las correcciones de la lista")
    option_changes = Phrase("estado")
    option_changes_description = Phrase("Un estado, un condado o una agencia: NY o condado de Page VA")
    command_agency = Phrase("Una agencia: sus acuerdos, desde cuándo los tiene y qué ha cambiado en ellos")
    option_agency = Phrase("nombre")
    option_agency_description = Phrase("El nombre en inglés o una parte, y el estado si hace falta; o su identificador")
    command_explain = Phrase("En qué se basa un cambio; su número está en /changes")
    option_explain = Phrase("número")
    option_explain_description = Phrase("El número de un cambio, por ejemplo 123")
    command_manage = Phrase("Administrar un grupo o canal desde este chat")
    option_manage = Phrase("canal")
    option_manage_description = Phrase("Su @nombre, o un enlace a un mensaje suyo; luego, qué hacer allí")
    command_privacy = Phrase("Qué se guarda de este chat; con la palabra borrar detrás, se borra")
    option_privacy = Phrase("borrar")
    option_privacy_description = Phrase("borrar: olvidar ahora mismo este chat y sus suscripciones")
    command_help = Phrase("Qué hace este bot y cómo se usa")
    option_help = Phrase("todo")
    option_help_description = Phrase("todo: todos los comandos; sin nada, los primeros pasos")
    command_status = Phrase("Cómo está este chat: qué se sigue, qué espera, cuándo se leyó la lista")
    command_test = Phrase("Enviar a este chat un mensaje de prueba, por donde llegan los avisos")
