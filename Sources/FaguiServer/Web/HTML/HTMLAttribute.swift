/// An attribute of an element.
struct HTMLAttribute {
    let name: StaticString
    /// nil is an attribute without a value: `checked`.
    let value: String?

    private init(_ name: StaticString, _ value: String?) {
        self.name = name
        self.value = value
    }

    /// A link; only addresses of our own pages can be one.
    static func href(_ url: PageURL) -> Self { Self("href", url.text) }
    /// Where a form goes.
    static func action(_ url: PageURL) -> Self { Self("action", url.text) }
    /// Where a script is.
    static func src(_ url: PageURL) -> Self { Self("src", url.text) }
    /// Classes with blanks between.
    static func `class`(_ names: String) -> Self { Self("class", names) }
    /// The name by which fragments and labels find the element.
    static func id(_ name: String) -> Self { Self("id", name) }
    /// What controls of forms have: `type`, `name`…
    static func type(_ type: StaticString) -> Self { Self("type", "\(type)") }
    /// The name of a control.
    static func name(_ name: String) -> Self { Self("name", name) }
    /// The value of a control.
    static func value(_ value: String) -> Self { Self("value", value) }
    /// The language of what is inside.
    static func lang(_ tag: String) -> Self { Self("lang", tag) }
    /// A name for those who do not see the page.
    static func label(_ text: String) -> Self { Self("aria-label", text) }
    /// Data for the script.
    static func data(_ name: DataName, _ value: String) -> Self { Self(name.attribute, value) }
    /// Any attribute that holds no address and no program.
    static func plain(_ name: PlainName, _ value: String) -> Self { Self(name.attribute, value) }
    /// An attribute without a value.
    static func flag(_ flag: Flag) -> Self { Self(flag.attribute, nil) }

    /// What the script reads.
    enum DataName {
        case copy, copied, failed, suggest, shortcut

        var attribute: StaticString {
            switch self {
            case .copy: "data-copy"
            case .copied: "data-copied"
            case .failed: "data-failed"
            case .suggest: "data-suggest"
            case .shortcut: "data-shortcut"
            }
        }
    }

    /// Attributes that browsers never take for an address or a program.
    enum PlainName {
        case charset, content, rel, method, role, autocomplete, placeholder, title, rows, scope, `for`, hreflang
        case ariaCurrent, ariaExpanded, ariaControls, ariaAutocomplete, ariaHasPopup, ariaLive, enterKeyHint, datetime
        case spellcheck, maxLength, httpEquiv, media

        var attribute: StaticString {
            switch self {
            case .charset: "charset"
            case .content: "content"
            case .rel: "rel"
            case .method: "method"
            case .role: "role"
            case .autocomplete: "autocomplete"
            case .placeholder: "placeholder"
            case .title: "title"
            case .rows: "rows"
            case .scope: "scope"
            case .for: "for"
            case .hreflang: "hreflang"
            case .ariaCurrent: "aria-current"
            case .ariaExpanded: "aria-expanded"
            case .ariaControls: "aria-controls"
            case .ariaAutocomplete: "aria-autocomplete"
            case .ariaHasPopup: "aria-haspopup"
            case .ariaLive: "aria-live"
            case .enterKeyHint: "enterkeyhint"
            case .datetime: "datetime"
            case .spellcheck: "spellcheck"
            case .maxLength: "maxlength"
            case .httpEquiv: "http-equiv"
            case .media: "media"
            }
        }
    }

    /// Attributes without a value.
    enum Flag {
        case checked, selected, hidden, `open`, `defer`, required

        var attribute: StaticString {
            switch self {
            case .checked: "checked"
            case .selected: "selected"
            case .hidden: "hidden"
            case .open: "open"
            case .defer: "defer"
            case .required: "required"
            }
        }
    }
}
