internal import Fagui

/// What is known of a text, and where it is from.
struct MetadataList {
    let context: PageContext
    let law: LawReference

    func write(to html: inout HTMLWriter) {
        html.element("section", .class("metadata")) { html in
            html.element("h2", text: context.say("文本信息", "About the text"))
            html.element("dl") { html in
                for entry in law.metadata.mergingRepeatedKeys() {
                    html.element("div") { html in
                        html.element("dt", text: context.name(ofMetadata: entry.key))
                        html.element("dd") { html in
                            html.text(entry.value)
                            html.text(" ")
                            if entry.origin != .stated {
                                html.element("small", text: context.name(of: entry.origin))
                            }
                        }
                    }
                }
                html.element("div") { html in
                    html.element("dt", text: context.say("文本编号", "Id of the text"))
                    html.element("dd") { html in html.element("code", text: law.id) }
                }
            }
        }
    }
}
