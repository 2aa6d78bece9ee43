// SPDX-License-Identifier: MIT
// Runs a fuzz target over every file of a corpus folder and over seeded mutations of each, so that
// an ordinary test run exercises the target without libFuzzer.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kMutationsPerFile = 400;

using Bytes = std::vector<std::uint8_t>;

Bytes read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Bytes mutate(Bytes bytes, std::mt19937& random) {
    const auto below = [&random](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit == 0 ? 0 : limit - 1)(random);
    };
    for (std::size_t count = 1 + below(6); count > 0 && !bytes.empty(); --count) {
        const std::size_t at = below(bytes.size());
        const auto position = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        switch (below(5)) {
        case 0:
            bytes[at] = static_cast<std::uint8_t>(below(256));
            break;
        case 1:
            bytes.resize(at); // cut off
            break;
        case 2:
            bytes.insert(position, static_cast<std::uint8_t>(below(256)));
            break;
        case 3:
            bytes.erase(position);
            break;
        default: { // repeat a piece somewhere else
            const std::size_t length = std::min<std::size_t>(1 + below(40), bytes.size() - at);
            const Bytes piece(position, position + static_cast<std::ptrdiff_t>(length));
            const auto target = static_cast<std::ptrdiff_t>(below(bytes.size()));
            bytes.insert(bytes.begin() + target, piece.begin(), piece.end());
        }
        }
    }
    return bytes;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: replay CORPUS_FOLDER\n");
        return 2;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    if (files.empty()) {
        std::fprintf(stderr, "replay: no corpus in %s\n", argv[1]);
        return 1;
    }
    std::mt19937 random(20260101); // the same inputs in every run
    LLVMFuzzerTestOneInput(nullptr, 0);
    for (const auto& file : files) {
        const Bytes seed = read(file);
        LLVMFuzzerTestOneInput(seed.data(), seed.size());
        for (int i = 0; i < kMutationsPerFile; ++i) {
            const Bytes input = mutate(seed, random);
            LLVMFuzzerTestOneInput(input.data(), input.size());
        }
    }
    std::printf("%zu files, %d mutations each\n", files.size(), kMutationsPerFile);
    return 0;
}
