// SPDX-License-Identifier: MIT
#include "change/image_chain.h"

#include "base/text.h"
#include "change/image_reader.h"

#include <algorithm>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

Result<std::vector<BeforeImage>> chainImages(const std::vector<std::vector<BeforeImage>>& writes) {
    std::vector<BeforeImage> chained;
    for (const std::vector<BeforeImage>& write : writes) {
        for (const BeforeImage& image : write) {
            const auto known =
                std::find_if(chained.begin(), chained.end(), [&image](const BeforeImage& one) {
                    return one.kind == image.kind && one.path == image.path;
                });
            if (known == chained.end()) {
                chained.push_back(image);
                continue;
            }
            if (!isSameApartFromPlace(image.kind, known->after, image.before)) {
                return fail(ErrorKind::Conflict, u"Undo the newest of them alone first."_s,
                            cleanLine(image.path) +
                                u" was changed by somebody else between two of these writes."_s,
                            image.path);
            }
            known->after = image.after;
        }
    }
    return chained;
}

} // namespace bulkhead::change
