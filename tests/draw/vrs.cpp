#include <sodium.h>

#include <algorithm>

#include "catch.hpp"
#include "draw_fixtures.hpp"
#include "mloc/base/text.hpp"

using namespace mloc;

using namespace mloc::draw;

// The example of draft-thomson-elegy-vrs: a chain of one-time codes, three lotteries, the colour names of CSS level 3
// without transparent, grey, cyan and magenta. The draw is the same construction with the draw's id as the code.

namespace {

const std::string randomness = "1.2.3.4.5.6./1.2.3.4.5.6./1.2.3.4.5.6./";
constexpr std::string_view colours =
    "aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood "
    "cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson darkblue darkcyan darkgoldenrod darkgray "
    "darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen "
    "darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue "
    "firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow honeydew "
    "hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan "
    "lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue "
    "lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen maroon mediumaquamarine mediumblue "
    "mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred "
    "midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid "
    "palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple red "
    "rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray "
    "slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow "
    "yellowgreen";

Digest code(int steps) {
  Digest digest = sha256("totally not a bikeshed");
  for (int i = 1; i < steps; ++i) digest = sha256(as_text(digest));
  return digest;
}

std::vector<std::pair<std::string, std::string>> order(int steps) {
  const Digest key = draw_key(as_text(code(steps)), randomness);
  std::vector<std::pair<std::string, std::string>> tickets;
  for (const std::string_view colour : split(colours, ' ')) tickets.emplace_back(hex(ticket(key, colour)), colour);
  std::ranges::sort(tickets);
  return tickets;
}

std::string labels(const std::vector<std::pair<std::string, std::string>>& tickets, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += tickets[i].second + '\n';
  return text;
}

std::string unhex(std::string_view text) {
  std::string bytes(text.size() / 2, '\0');
  sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                 nullptr, nullptr);
  return bytes;
}

}  // namespace

TEST_CASE("the chain of one-time codes is the published one") {
  CHECK(hex(code(10)) == "950ea08d8d5fd3ae415b9967aba7a48aba39ca62a4d98f2e7fe25cb1b8f8c488");
  CHECK(hex(code(9)) == "5346f2efb5397a6788fc1f1d9c05c6d3f2abe9b7d16d8592a3695b6dbe9f2456");
  CHECK(hex(code(8)) == "2f70f884997ce80771adbefbbbc6c71a1b921da71896c25ca0f64966bfd0c8ce");
}

TEST_CASE("the first round of colours comes in the published order") {
  const auto tickets = order(9);
  REQUIRE(tickets.size() == 144);
  using Ticket = std::pair<std::string, std::string>;
  CHECK(tickets[0] == Ticket("002ed527ae0a44a86c205d1cdba61826951a2ffb53c13729c3762eea04e21676", "lavenderblush"));
  CHECK(tickets[1] == Ticket("03f710be2b61a6f9c3f89aa5ab553b81abb5fc9817865ac29b5b62dcfbaf431f", "blue"));
  CHECK(tickets[2] == Ticket("08bab81380d7f0769cecf9969a8d9c04ad9156dfe03a6d6d0ed777734620d0e5", "darkgoldenrod"));
  CHECK(tickets[3] == Ticket("0c26494fa81f3aed8a9f66e77b73a1a9a2881762dee2e7f24858bfa8d78a5c4d", "mediumvioletred"));
  CHECK(tickets[4] == Ticket("0e1af5d1ccfd44de075cc0bb6d5050d1c0d6bcf0a32fd51ce9406726ae4a90c2", "bisque"));
  CHECK(tickets[5] == Ticket("13a07cc9abf3b737e49a62b0634ef0a5a9ac6ed481fba95284d930c73ecf20dd", "lightpink"));
  CHECK(labels(tickets, 8) ==
        "lavenderblush\nblue\ndarkgoldenrod\nmediumvioletred\nbisque\nlightpink\ncrimson\naquamarine\n");
  // The whole order as Python's hmac gives it.
  CHECK(hex(sha256(labels(tickets, 144))) == "51761000dc2b6095c66699e884caa7ee38e6500fe04637848cc1ab4a3bd95bc7");
}

TEST_CASE("the second round of colours comes in the published order") {
  const auto tickets = order(8);
  CHECK(tickets[0].first == "00d1c59a9f1b581060a9e732e91bc477ef7d916e9eb18e53cffe816502fbdeda");
  CHECK(tickets[1].first == "02b514b0b1807bfe086db524f40962b2be272880c2bfeb55a7be136e8b5580a4");
  CHECK(tickets[2].first == "0337add95eac62a356b020a273a749935aa777faa226d733f41594ec88d35885");
  CHECK(labels(tickets, 8) == "aqua\ndarkgray\ncornflowerblue\nburlywood\noldlace\ncrimson\nlavender\nolive\n");
  CHECK(hex(sha256(labels(tickets, 144))) == "7e4a015d332471481fbef4b3f8c2057d16abed188a7919bcfbd0b6f090e7e394");
}

TEST_CASE("SHA-256 is right on both sides of a block's padding") {
  const std::pair<int, std::string> starts[] = {
      {55, "9f4390f8d30c2dd9"}, {56, "b35439a4ac6f0948"}, {57, "f13b2d724659eb3b"}, {58, "d5c039b748aa6466"},
      {59, "111bb261277afd65"}, {60, "11ee391211c62564"}, {61, "35d5fc17cfbbadd0"}, {62, "f506898cc7c2e092"},
      {63, "7d3e74a05d7db15b"}, {64, "ffe054fe7ae0cb6d"}, {65, "635361c48bb9eab1"}};
  for (const auto& [length, start] : starts)
    CHECK(hex(sha256(std::string(static_cast<std::size_t>(length), 'a'))).substr(0, 16) == start);
  CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hex(sha256(std::string(1000000, 'a'))) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("HMAC-SHA256 gives the vectors of RFC 4231 with short and long keys") {
  CHECK(hex(hmac_sha256(std::string(20, '\xaa'), std::string(50, '\xdd'))) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  CHECK(hex(hmac_sha256(unhex("0102030405060708090a0b0c0d0e0f10111213141516171819"), std::string(50, '\xcd'))) ==
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  CHECK(hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("key and ticket are HKDF-Extract and the first block of HKDF-Expand of RFC 5869") {
  const Digest key = draw_key(unhex("000102030405060708090a0b0c"), std::string(22, '\x0b'));
  CHECK(hex(key) == "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
  CHECK(hex(ticket(key, unhex("f0f1f2f3f4f5f6f7f8f9"))) ==
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
  const Digest unsalted = draw_key("", std::string(22, '\x0b'));
  CHECK(hex(unsalted) == "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04");
  CHECK(hex(ticket(unsalted, "")) == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}
