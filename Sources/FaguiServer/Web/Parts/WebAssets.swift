internal import CWebAssets

/// The files that pages need, by their addresses.
enum WebAssets {
    static let all: [PageURL.Path: WebAsset] = [
        .style: WebAsset(fagui_web_style(), type: "text/css; charset=utf-8"),
        .script: WebAsset(fagui_web_script(), type: "text/javascript; charset=utf-8"),
        .icon: WebAsset(fagui_web_icon(), type: "image/svg+xml"),
    ]

    /// The address of a file; another one when its bytes are others, so that browsers may keep it for ever.
    static func url(_ path: PageURL.Path) -> PageURL {
        PageURL(path).with("v", all[path]?.tag ?? "")
    }
}
