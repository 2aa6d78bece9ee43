// SPDX-License-Identifier: MIT
#include "change/before_image.h"

#include <array>
#include <optional>
#include <utility>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kKinds = {
    std::pair{ImageKind::Object, u"object"},
    std::pair{ImageKind::Place, u"place"},
    std::pair{ImageKind::MachineTags, u"machine_tags"},
};

QString wordOf(ImageKind kind) {
    for (const auto& [known, word] : kKinds) {
        if (known == kind) {
            return QString::fromUtf16(word);
        }
    }
    return {};
}

std::optional<ImageKind> kindOf(const QString& text) {
    for (const auto& [known, word] : kKinds) {
        if (text == QString::fromUtf16(word)) {
            return known;
        }
    }
    return std::nullopt;
}

} // namespace

QJsonArray imagesToJson(const std::vector<BeforeImage>& images) {
    QJsonArray array;
    for (const BeforeImage& image : images) {
        array.append(QJsonObject{{u"kind"_s, wordOf(image.kind)},
                                 {u"path"_s, image.path},
                                 {u"before"_s, image.before},
                                 {u"after"_s, image.after}});
    }
    return array;
}

std::vector<BeforeImage> imagesFromJson(const QJsonArray& array) {
    std::vector<BeforeImage> images;
    for (const QJsonValue value : array) {
        const auto kind = kindOf(value[u"kind"].toString());
        if (kind && value[u"path"].isString()) {
            images.push_back({*kind, value[u"path"].toString(), value[u"before"], value[u"after"]});
        }
    }
    return images;
}

} // namespace bulkhead::change
