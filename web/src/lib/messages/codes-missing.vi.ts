/** Sentences for codes of the lists of who is missing out. */
export const missingCodesVi: Record<string, string> = {
  finding_settled: 'Danh sách vừa thay đổi: việc này không còn cần trả lời, hoặc câu hỏi đã khác. Tải lại để xem bản mới nhất.',
  months_out_of_range: 'Các ngày và tháng đã chọn không đi cùng nhau: ngày theo luật mới phải sau ngày theo luật cũ, và không quá 60 tháng truy lĩnh. Sửa lại rồi tính tiếp.',
  unreadable_date: 'Có ngày hoặc tháng không đọc được. Ghi ngày như 30/06/2026, tháng như 07/2026.',
  no_rules_for_date: 'Bộ quy định chưa có mức tiền cho một trong các ngày đã chọn. Chọn ngày khác, hoặc báo người phụ trách bổ sung quy định.'
};
